import type {Definition} from '@concours/schema/definition/definition';
import type {TrackDefinition} from '@concours/schema/definition/track';
import {workImpact, type WorkFacts} from './work-impact.rules.js';

const track = {
  key: 'song',
  soloOnly: false,
  fields: [{key: 'unit', required: false, maxCharacters: 60}],
  assets: [{key: 'video', required: true}],
  recommendation: {caps: [{class: 'city', most: 3}]},
  screening: {atMost: 10},
};
const classes = [{key: 'city', levels: ['CITY']}];
const withTracks = (...tracks: object[]) => ({classes, tracks}) as unknown as Definition;
const work = (number: string, more: Partial<WorkFacts> = {}): WorkFacts => ({
  ...{number, trackKey: 'song', state: 'RECOMMENDED', title: 'T', author: 'A', performers: 1},
  ...{entered: [{key: 'unit', value: 'the mill'}], recommendedById: 'hefei', files: [{rule: 'video'}]},
  ...more,
});
const capOf = (of: TrackDefinition) => of.recommendation?.caps[0] ?? null;
const units = new Map([['hefei', {code: 'ah.hefei', kind: 'FEDERATION', level: 'CITY'}]]);
/** A video is too long for a rule that says so. */
const judge = ({files}: WorkFacts, {assets}: TrackDefinition) =>
  files.flatMap(({rule}) =>
    assets?.some(({key, duration}) => key === rule && duration) ? [{rule, code: 'FILE_TOO_LONG'}] : [],
  );
const told = (after: Definition, works: WorkFacts[]) =>
  workImpact(withTracks(track), after, works, judge, {capOf, units}).map(({code, place, count, samples}) => [
    code,
    place,
    count,
    samples,
  ]);

describe('what another definition would break for works that are in', () => {
  const works = [work('song-0001'), work('song-0002', {performers: 4, state: 'SHORTLISTED'})];
  const numbers = ['song-0001', 'song-0002'];
  it.each<[string, Definition, unknown[]]>([
    ['the same', withTracks(track), []],
    ['a track less', withTracks(), [['TRACK_GONE', 'tracks[song]', 2, numbers]]],
    [
      'one performer only',
      withTracks({...track, soloOnly: true}),
      [['FIELD_BROKEN', 'tracks[song].soloOnly', 1, ['song-0002']]],
    ],
    [
      'a shorter field',
      withTracks({...track, fields: [{...track.fields[0], maxCharacters: 3}]}),
      [['FIELD_BROKEN', 'tracks[song].fields[unit]', 2, numbers]],
    ],
    [
      'a field that has to be filled in',
      withTracks({...track, fields: [...track.fields, {key: 'words', required: true}]}),
      [['FIELD_MISSING', 'tracks[song].fields[words]', 2, numbers]],
    ],
    [
      'a personal field, which lies sealed',
      withTracks({...track, fields: [...track.fields, {key: 'phone', required: true, personal: true}]}),
      [],
    ],
    [
      'another file, and a shorter video',
      withTracks({
        ...track,
        assets: [
          {...track.assets[0], duration: {most: 60}},
          {key: 'cover', required: true},
        ],
      }),
      [
        ['FILE_MISSING', 'tracks[song].assets[cover]', 2, numbers],
        ['FILE_TOO_LONG', 'tracks[song].assets[video]', 2, numbers],
      ],
    ],
    [
      'a lower cap',
      withTracks({...track, recommendation: {caps: [{class: 'city', most: 1}]}}),
      [['CAP_EXCEEDED', 'tracks[song].recommendation.caps', 1, ['ah.hefei']]],
    ],
    ['a higher cap', withTracks({...track, recommendation: {caps: [{class: 'city', most: 9}]}}), []],
    [
      'a shorter shortlist',
      withTracks({...track, screening: {atMost: 0}}),
      [['SHORTLIST_EXCEEDED', 'tracks[song].screening.atMost', 1, ['song-0002']]],
    ],
  ])('%s', (_, after, expected) => expect(told(after, works)).toEqual(expected));

  it('tells nothing of what was against the rules before', () => {
    const long = work('song-0003', {entered: [{key: 'unit', value: 'x'.repeat(99)}]});
    expect(told(withTracks({...track, fields: [{...track.fields[0], maxCharacters: 50}]}), [long])).toEqual([]);
  });
});
