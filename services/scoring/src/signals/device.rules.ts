import type {Look, SeenBallot, WatchSettings} from './seen-ballot.rules.js';
import {Recent} from './seen-ballot.rules.js';
import {FigureKind, SignalKind} from './signal.kinds.js';

/** Devices that are remembered; the one that voted least lately is forgotten first. */
const MOST_DEVICES = 200_000;
/** Ballots of a device that is not conspicuous yet: a family's. */
const MOST_KEPT = 200;
/** So many voters of one device who choose the same in the same order, and so long a choice, are no accident. */
const ALIKE_VOTERS = 4;
const ALIKE_MARKS = 3;

interface Device {
  voters: Set<string>;
  /** Until it is conspicuous: all of them are flagged then. */
  kept: SeenBallot[];
  conspicuous: boolean;
  patterns: Map<string, {voters: Set<string>; kept: SeenBallot[]}>;
}

/** One device with many identities, and identities of one device that all choose the same. */
export function lookAtDevices({identitiesPerDevice}: WatchSettings): Look {
  const devices = new Recent<Device>(MOST_DEVICES, () => ({
    ...{voters: new Set<string>(), kept: [], conspicuous: false},
    patterns: new Map<string, {voters: Set<string>; kept: SeenBallot[]}>(),
  }));
  return (ballot, found) => {
    if (ballot.device === null) return;
    const device = devices.of(ballot.device);
    device.voters.add(ballot.voter);
    const subject = ballot.device.slice(0, 8);
    if (device.voters.size > identitiesPerDevice) {
      const ballots = device.conspicuous ? [ballot] : [...device.kept, ballot];
      device.conspicuous = true;
      device.kept = [];
      device.patterns.clear();
      const figures = {
        [FigureKind.VOTERS]: device.voters.size,
        [FigureKind.VOTERS_ALLOWED]: identitiesPerDevice,
      };
      found.add({kind: SignalKind.DEVICE, name: ballot.device, subject, figures}, ballots);
      return;
    }
    if (device.kept.length < MOST_KEPT) device.kept.push(ballot);
    if (ballot.entries.length < ALIKE_MARKS) return;
    const choice = ballot.entries.join('-');
    const alike = device.patterns.get(choice) ?? {voters: new Set<string>(), kept: []};
    device.patterns.set(choice, alike);
    alike.voters.add(ballot.voter);
    alike.kept.push(ballot);
    if (alike.voters.size < ALIKE_VOTERS) return;
    const name = `${ballot.device}:${device.patterns.size}`;
    const figures = {[FigureKind.VOTERS]: alike.voters.size};
    found.add({kind: SignalKind.PATTERN, name, subject, pattern: ballot.entries, figures}, alike.kept.splice(0));
  };
}
