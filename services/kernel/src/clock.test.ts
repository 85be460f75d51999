import {SettableClock, offsetClock, systemClock} from './clock.js';
import {newId} from './ids.js';

describe('clocks', () => {
  it('stand where they are put and move when they are told', () => {
    const clock = new SettableClock('2024-05-01T09:00:00+08:00');
    expect(clock.now().toISOString()).toBe('2024-05-01T01:00:00.000Z');
    clock.advance(90_000);
    expect(clock.now().toISOString()).toBe('2024-05-01T01:01:30.000Z');
    clock.set(new Date(0));
    expect(clock.now().getTime()).toBe(0);
  });

  it('cannot be moved from outside by changing a date that they gave', () => {
    const clock = new SettableClock(new Date(5));
    clock.now().setTime(0);
    expect(clock.now().getTime()).toBe(5);
  });

  it('run ahead of another one by an offset', () => {
    const base = new SettableClock(new Date(1_000));
    expect(offsetClock(-250, base).now().getTime()).toBe(750);
    expect(Math.abs(offsetClock(0).now().getTime() - systemClock.now().getTime())).toBeLessThan(1_000);
  });

  it('refuse what is no instant', () => {
    expect(() => new SettableClock('yesterday')).toThrow(RangeError);
  });
});

describe('ids', () => {
  it('are distinct, 26 characters long, and sort in the order they were made', () => {
    const ids = Array.from({length: 10_000}, newId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});
