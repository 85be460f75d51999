import {refusalOf} from './refusal';

const text = {zh: '名额已满。', en: 'The cap is reached.'};
const graphError = (extensions: object) => ({graphQLErrors: [{message: 'm', extensions}]});

test.each<[string, unknown, object]>([
  [
    'a refusal with its words and facts',
    graphError({code: 'CAP_REACHED', text, facts: {cap: 20}}),
    {kind: 'refused', code: 'CAP_REACHED', text, facts: {cap: 20}},
  ],
  ['a session that is over', graphError({code: 'NOT_SIGNED_IN', text}), {kind: 'not-signed-in'}],
  ['no permission', graphError({code: 'NOT_PERMITTED', text}), {kind: 'forbidden'}],
  ['something that is not there', graphError({code: 'NOT_FOUND', text}), {kind: 'missing'}],
  ['another version', graphError({code: 'VERSION_CONFLICT', text}), {kind: 'conflict'}],
  [
    'a fault, with the reference to quote',
    graphError({code: 'INTERNAL', reference: '01J9'}),
    {kind: 'broken', reference: '01J9'},
  ],
  [
    'a refusal of the whole request',
    {networkError: {statusCode: 401, result: {errors: [{extensions: {code: 'NOT_SIGNED_IN', text}}]}}},
    {kind: 'not-signed-in'},
  ],
  [
    'a gateway that answers without a body of ours',
    {networkError: {statusCode: 502}},
    {kind: 'broken', code: 'HTTP_502'},
  ],
  ['no connection', new TypeError('Failed to fetch'), {kind: 'offline'}],
  ['errors over a socket', {errors: [{extensions: {code: 'NOT_PERMITTED', text}}]}, {kind: 'forbidden'}],
  ['a text in one language only', graphError({code: 'X', text: {zh: '一'}}), {kind: 'broken', code: 'X'}],
  ['nothing at all', undefined, {kind: 'broken', code: 'INTERNAL'}],
])('%s is read', (_, error, expected) => {
  expect(refusalOf(error)).toMatchObject(expected);
});
