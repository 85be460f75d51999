import {eventOf} from '../../testing/events.js';
import {createLogger} from '../log.js';
import {deliver} from './deliver.js';
import type {DomainEvent} from './event.js';
import {Leash} from './leash.js';

const log = createLogger('test', {level: 'silent'});

describe('delivering a batch', () => {
  it('handles a burst a few subjects at a time, each in its order, and all of them', async () => {
    const handled: Record<string, number[]> = {};
    let [now, most] = [0, 0];
    const handle = async ({subject, version}: DomainEvent): Promise<void> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      (handled[subject] ??= []).push(version);
      now -= 1;
    };
    const subjects = Array.from({length: 60}, (_, n) => `s${n}`);
    const events = [1, 2, 3].flatMap((version) => subjects.map((subject) => eventOf('Made', subject, version)));
    expect(await deliver(events, {handle, log, leash: new Leash()})).toEqual(new Set());
    expect(handled).toEqual(Object.fromEntries(subjects.map((subject) => [subject, [1, 2, 3]])));
    // more than one, and fewer than the connections of a pool
    expect(most).toBe(4);
  });

  it('goes on with the others when one subject fails to the end', async () => {
    const handled: string[] = [];
    const handle = async ({subject}: DomainEvent): Promise<void> => {
      if (subject === 'bad') throw new Error('never');
      handled.push(subject);
    };
    const events = ['bad', 'a', 'b', 'c', 'd', 'e'].map((subject) => eventOf('Made', subject));
    expect(await deliver(events, {handle, log, leash: new Leash()})).toEqual(new Set([events[0]!.id]));
    expect(handled.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
