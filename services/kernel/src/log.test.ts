import {GraphQLError} from 'graphql';
import {QueryFailedError} from 'typeorm';
import {describeError} from './describe-error.js';
import {createLogger} from './log.js';
import {maskError} from './masking.js';
import {notFound} from './refusal.js';

function recorder(options: {level?: string; redact?: string[]} = {}) {
  const lines: string[] = [];
  const log = createLogger('test', {...options, destination: {write: (line) => void lines.push(line)}});
  return {log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>};
}

const sql = "INSERT INTO `account` (`phone`) VALUES ('10000000001')";
const driverError = Object.assign(new Error("Duplicate entry '10000000001' for key 'account_phone'"), {
  code: 'ER_DUP_ENTRY',
  sql,
});
const leaks: [string, Error][] = [
  ['a failed statement', new QueryFailedError(sql, ['10000000001'], driverError)],
  ['a driver error', driverError],
  [
    'an unreachable host',
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:3306'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '10.0.0.5',
    }),
  ],
  ['an address in a text', new Error('GET http://db.internal:3306/x?phone=10000000001 failed at 10.0.0.5')],
  ['a telephone number', new Error('no account for +86 100-0000-0001')],
  ['a cause', new Error('outer', {cause: driverError})],
  ['what repeats a driver', new GraphQLError(driverError.message, {originalError: driverError})],
  ['a wrapped error', new GraphQLError('Duplicate 10000000001', {originalError: driverError})],
];
const secret = /100.?0000.?0001|INSERT|10\.0\.0\.5|db\.internal|account_phone|\n\s+at /;

describe('the log', () => {
  it('is a JSON object a line, with its level by name', () => {
    const {log, last} = recorder();
    log.warn({count: 1}, '注意');
    expect(last()).toMatchObject({
      level: 'warn',
      name: 'test',
      count: 1,
      msg: '注意',
      time: expect.stringMatching(/Z$/),
    });
  });

  it('says who speaks, and not on which host', () => {
    const {log, last} = recorder();
    log.info('x');
    expect(last()).toMatchObject({name: 'test', pid: process.pid});
    expect(last()).not.toHaveProperty('hostname');
  });

  it('leaves out what lies below its level', () => {
    const {log, lines} = recorder({level: 'error'});
    log.info('quiet');
    expect(lines).toEqual([]);
  });

  it('strikes out secrets wherever they usually are', () => {
    const {log, lines} = recorder({redact: ['answer']});
    const secrets = {
      authorization: 'S3',
      cookie: 'S3',
      'set-cookie': 'S3',
      token: 'S3',
      password: 'S3',
      'x-concours-envelope': 'S3',
    };
    log.info({...secrets, req: {headers: secrets}, input: secrets, answer: 'S3'}, 'x');
    expect(lines.join()).not.toContain('S3');
    expect(lines.join()).toContain('[secret]');
  });

  it.each(leaks)('tells %s without statements, values, hosts or stacks', (_, error) => {
    const {log, lines, last} = recorder();
    log.error({err: error}, 'x');
    expect(lines.join()).not.toMatch(secret);
    expect(last().err).toMatchObject({type: expect.any(String), where: expect.any(Array)});
  });

  it('tells the code of an error and where it came from', () => {
    expect(describeError(new QueryFailedError(sql, [], driverError))).toMatchObject({
      code: 'ER_DUP_ENTRY',
      type: 'QueryFailedError',
    });
    expect(describeError(new Error('plain')).where[0]).toMatch(/log\.test\.ts:\d+/);
    expect(describeError(new Error('plain')).message).toBe('plain');
    expect(describeError('text')).toEqual({type: 'string', message: expect.any(String), where: []});
  });
});

describe('masking', () => {
  it.each(leaks)('answers %s with a reference and nothing else, and logs the same reference', (_, error) => {
    const {log, lines, last} = recorder();
    const masked = maskError(new GraphQLError(error.message, {path: ['a', 0], originalError: error}), log);
    expect(JSON.stringify(masked)).not.toMatch(secret);
    expect(masked).toMatchObject({path: ['a', 0], extensions: {code: 'INTERNAL', reference: last().reference}});
    expect(lines).toHaveLength(1);
  });

  it('passes refusals with their place, and logs nothing', () => {
    const {log, lines} = recorder();
    const refusal = notFound();
    const masked = maskError(new GraphQLError(refusal.message, {path: ['a'], originalError: refusal}), log);
    expect(masked).toEqual({message: refusal.message, path: ['a'], extensions: refusal.extensions});
    expect(lines).toEqual([]);
  });

  it.each([
    [
      'Variable "$phone" got invalid value "10000000001"; Int cannot represent non-integer value: "10000000001"',
      'phone',
    ],
    ['Variable "$input" got invalid value "10000000001" at "input.phones[0]"; Int cannot represent', 'input.phones[0]'],
    ['Variable "$first" of required type "Int!" was not provided.', 'first'],
  ])('says which variable is wrong and does not repeat its value', (message, field) => {
    const {log} = recorder();
    const masked = maskError(new GraphQLError(message, {extensions: {code: 'BAD_USER_INPUT'}}), log);
    expect(masked.extensions).toMatchObject({code: 'INPUT_INVALID', facts: {field}});
    expect(JSON.stringify(masked)).not.toMatch(secret);
  });

  it('does not take an error with a code of its own for one about the request', () => {
    const {log} = recorder();
    const wrapped = new GraphQLError('secret', {originalError: new Error('secret'), extensions: {code: 'BAD_REQUEST'}});
    expect(maskError(wrapped, log).extensions?.code).toBe('INTERNAL');
    expect(maskError(new GraphQLError('secret'), log).extensions?.code).toBe('INTERNAL');
  });
});
