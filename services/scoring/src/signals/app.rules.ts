import type {Look, SeenBallot} from './seen-ballot.rules.js';
import {FigureKind, SignalKind} from './signal.kinds.js';

const HOUR = 3_600_000;
const LEAST = 60;
/** Against the usual hour of the app as the other apps are doing, and its share of all ballots. */
const PACE_TIMES = 4;
const SHARE_TIMES = 3;
/** Of the app's ballots of the hour, those that name the work; against how many did before. */
const FOR_ONE = 0.7;
const FOR_ONE_TIMES = 2;
/** Before that nobody knows what is usual. */
const LEARNING = 500;

interface App {
  hour: number;
  ballots: SeenBallot[];
  byEntry: Map<number, number>;
  /** By entry, how many of the ballots of this hour were looked through for a finding. */
  told: Map<number, number>;
  /** Full hours before, without those that stood out. */
  past: number;
  pastByEntry: Map<number, number>;
}

/**
 * An app that vouches for far more voters than it ever did, out of line with the other apps, and nearly all for one work: its key may
 * be in other hands. An app that calls its members to vote has more of them vote, but not all for the same.
 */
export function lookAtApps(): Look {
  const apps = new Map<string, App>();
  const total = {hour: 0, ballots: 0, past: 0, begun: 0};
  const turn = (app: App, hour: number): void => {
    if (hour <= app.hour) return;
    if (app.told.size === 0) {
      app.past += app.ballots.length;
      for (const [entry, count] of app.byEntry) app.pastByEntry.set(entry, (app.pastByEntry.get(entry) ?? 0) + count);
    }
    Object.assign(app, {hour, ballots: [], byEntry: new Map(), told: new Map()});
  };
  return (ballot, found) => {
    const hour = Math.floor(ballot.at / HOUR);
    if (total.begun === 0) total.begun = hour;
    if (hour > total.hour) Object.assign(total, {hour, past: total.past + total.ballots, ballots: 0});
    total.ballots++;
    const app = apps.get(ballot.app) ?? newApp(hour);
    apps.set(ballot.app, app);
    turn(app, hour);
    app.ballots.push(ballot);
    for (const entry of ballot.entries) app.byEntry.set(entry, (app.byEntry.get(entry) ?? 0) + 1);
    const count = app.ballots.length;
    if (count < LEAST || total.past < LEARNING) return;
    const hours = Math.max(1, hour - total.begun);
    // when all have more to do, after a broadcast, this one may have, too
    const lift = Math.max(1, (total.ballots - count) / Math.max(1, (total.past - app.past) / hours));
    const usual = Math.max(1, app.past / hours) * lift;
    const share = count / total.ballots;
    const usualShare = app.past / total.past;
    if (count < PACE_TIMES * usual || share < SHARE_TIMES * usualShare) return;
    for (const entry of ballot.entries) {
      const forOne = app.byEntry.get(entry)! / count;
      const before = app.past === 0 ? 0 : (app.pastByEntry.get(entry) ?? 0) / app.past;
      if (forOne < FOR_ONE || forOne < FOR_ONE_TIMES * before) continue;
      const fresh = app.ballots.slice(app.told.get(entry) ?? 0).filter((each) => each.entries.includes(entry));
      app.told.set(entry, count);
      const figures = {
        [FigureKind.BALLOTS]: count,
        [FigureKind.EXPECTED]: Math.ceil(usual),
        [FigureKind.PERCENT]: Math.round(100 * share),
        [FigureKind.USUAL_PERCENT]: Math.round(100 * usualShare),
      };
      const subject = ballot.app.slice(0, 60);
      found.add({kind: SignalKind.APP, name: `${subject}:${entry}:${hour}`, subject, entry, figures}, fresh);
    }
  };
}

const newApp = (hour: number): App => ({
  ...{hour, ballots: [], byEntry: new Map<number, number>(), told: new Map<number, number>()},
  ...{past: 0, pastByEntry: new Map<number, number>()},
});
