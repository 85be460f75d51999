import {newId} from '@concours/kernel/ids';
import type {EntityManager} from 'typeorm';
import type {Finding} from './seen-ballot.rules.js';
import {SignalState} from './signal.kinds.js';
import {SignalBallot, SignalRow} from './signal-tables.js';

const ROWS = 500;

/** Stores what was found: new signals, and more of those that are there. Found twice, after a restart, is stored once. */
export async function keepFindings(
  manager: EntityManager,
  i: {round: number; found: readonly Finding[]; hold: readonly string[]; at: Date},
): Promise<SignalRow[]> {
  const signals: SignalRow[] = [];
  for (const finding of i.found) {
    const {kind, name, entry, figures, subject, pattern} = finding;
    const known = await manager.findOneBy(SignalRow, {round: i.round, kind, name});
    const [firstAt, lastAt] = [new Date(finding.firstAt), new Date(finding.lastAt)];
    const signal =
      known ??
      manager.create(SignalRow, {
        ...{id: newId(), round: i.round, kind, name, entry, ballots: 0, marks: 0, foundAt: i.at, firstAt, lastAt},
        ...{caseId: null, state: i.hold.includes(kind) ? SignalState.HELD : SignalState.FLAGGED},
      });
    signal.evidence = {figures, subject, pattern: pattern.slice(0, 20)};
    if (firstAt < signal.firstAt) signal.firstAt = firstAt;
    if (lastAt > signal.lastAt) signal.lastAt = lastAt;
    for (const {marks} of await addBallots(manager, signal, finding)) {
      signal.ballots++;
      signal.marks += marks;
    }
    await manager.save(SignalRow, signal);
    signals.push(signal);
  }
  return signals;
}

async function addBallots(manager: EntityManager, {id, round}: SignalRow, {ballots}: Finding) {
  const fresh: SignalBallot[] = [];
  for (let from = 0; from < ballots.length; from += ROWS) {
    const some = ballots.slice(from, from + ROWS);
    const known = await knownOf(manager, id, some);
    // two spans of one burst tell of the same ballot
    const rows = some
      .filter(({writer, batch, seq}) => known.size < known.add(`${writer}:${batch}:${seq}`).size)
      .map((place) => manager.create(SignalBallot, {signalId: id, round, ...place}));
    if (rows.length === 0) continue;
    await manager.createQueryBuilder().insert().into(SignalBallot).values(rows).updateEntity(false).execute();
    fresh.push(...rows);
  }
  return fresh;
}

async function knownOf(manager: EntityManager, signalId: string, places: Finding['ballots']): Promise<Set<string>> {
  const batches = [...new Set(places.map(({batch}) => batch))];
  const rows: {writer: number; batch: number | string; seq: number}[] = await manager.query(
    `SELECT writer, batch, seq FROM vote_signal_ballot WHERE signalId = ? AND batch IN (${batches.map(() => '?').join(', ')})`,
    [signalId, ...batches],
  );
  return new Set(rows.map(({writer, batch, seq}) => `${writer}:${batch}:${seq}`));
}
