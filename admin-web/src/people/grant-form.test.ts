import {atPlace, complete, emptyGrant, sorted, type Place} from './grant-form';

const place = (more: Partial<Place> = {}): Place => ({
  ...{campaignId: null, trackKey: null, campaignRequired: false, until: null},
  ...{organisation: {id: 'o', name: 'O'}, ...more},
});

test('roles with a place are offered, the others are not', () => {
  const offered = [
    {role: 'REVIEWER', places: [place()]},
    {role: 'JUDGE', places: []},
  ];
  const {yours, others} = sorted(offered);
  expect([yours.map(({role}) => role), others.map(({role}) => role)]).toEqual([['REVIEWER'], ['JUDGE']]);
});

test('a place settles where it begins, and the campaign where one’s own role is confined to it', () => {
  expect(atPlace({...emptyGrant(), campaignId: 'x', trackKey: 'y'}, place(), null)).toMatchObject({
    ...{organisationId: 'o', campaignId: '', trackKey: ''},
  });
  const confined = place({campaignId: 'c', trackKey: 't'});
  expect(atPlace(emptyGrant(), confined, null)).toMatchObject({campaignId: 'c', trackKey: 't'});
  const begins = (home: {id: string; ancestors: {id: string}[]}) => atPlace(emptyGrant(), place(), home).organisationId;
  expect(begins({id: 'below', ancestors: [{id: 'root'}, {id: 'o'}]})).toBe('below');
  expect(begins({id: 'beside', ancestors: [{id: 'root'}]})).toBe('o');
});

test.each([
  ['nothing chosen', {}, place(), false],
  ['role and place', {role: 'REVIEWER', organisationId: 'o'}, place(), true],
  ['a campaign missing that is needed', {role: 'JUDGE', organisationId: 'o'}, place({campaignRequired: true}), false],
  ['the campaign there', {role: 'JUDGE', organisationId: 'o', campaignId: 'c'}, place({campaignRequired: true}), true],
  ['no place to give it at', {role: 'JUDGE', organisationId: 'o'}, undefined, false],
])('%s: %j', (_, more, at, ready) => {
  expect(complete({...emptyGrant(), ...more}, at)).toBe(ready);
});
