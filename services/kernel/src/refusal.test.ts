import {GraphQLError} from 'graphql';
import {Refusal, defineRefusal, inputInvalid, isRefusal, notFound, refusalOf} from './refusal.js';

const roundClosed = defineRefusal<{closedAt: string}>('BALLOT_ROUND_CLOSED', ({closedAt}) => ({
  zh: `投票已于 ${closedAt} 结束。`,
  en: `Voting ended at ${closedAt}.`,
}));

describe('a refusal', () => {
  it('carries a code, both languages and the facts', () => {
    const refusal = roundClosed({closedAt: '10:00'});
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.message).toBe('投票已于 10:00 结束。');
    expect(refusal.extensions).toEqual({
      code: 'BALLOT_ROUND_CLOSED',
      refusal: true,
      text: {zh: '投票已于 10:00 结束。', en: 'Voting ended at 10:00.'},
      facts: {closedAt: '10:00'},
    });
  });

  it('needs no facts where all are optional', () => {
    expect(notFound().code).toBe('NOT_FOUND');
    expect(inputInvalid({field: 'name'}).extensions.text.en).toContain('"name"');
  });

  it('is recognised inside the errors that the executor wraps around it', () => {
    const refusal = notFound();
    const once = new GraphQLError(refusal.message, {originalError: refusal});
    const twice = new GraphQLError(once.message, {originalError: once});
    expect([refusal, once, twice].map(isRefusal)).toEqual([true, true, true]);
    expect(refusalOf(twice)).toBe(refusal);
  });

  it.each([
    new Error('no'),
    new GraphQLError('no'),
    new GraphQLError('no', {extensions: {refusal: true, code: 'NOT_FOUND'}}),
    null,
    undefined,
    'no',
  ])('is not what %p is', (other) => {
    expect(isRefusal(other)).toBe(false);
  });
});
