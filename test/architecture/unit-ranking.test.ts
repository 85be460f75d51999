import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {buildSchema} from 'graphql';
import {unitRankingsIn, unitRankingsOf} from './unit-ranking.js';

const root = resolve(__dirname, '../..');
const supergraph = readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8');
const schemaOf = (more = '') => buildSchema(supergraph + more, {assumeValidSDL: true});
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'services', 'admin-web'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => /\/src\/.*\.(ts|vue)$/.test(file) && !file.includes('.test.') && existsSync(join(root, file)));

describe('no unit is ranked by votes, likes or points (R112)', () => {
  it('in the graph, through which pages, walls, exports and partners get what they show', () => {
    expect(unitRankingsIn(schemaOf())).toEqual([]);
  });

  it('in what pages, walls, services and exports make of it', () => {
    expect(sources.some((file) => file.startsWith('admin-web/src/walls/'))).toBe(true);
    expect(sources.flatMap((file) => unitRankingsOf(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});

describe('the rule would find', () => {
  it.each([
    ['votes of a unit', 'extend type Organisation { votes: Int! }', ['Organisation.votes is told of a unit']],
    [
      'a table of units with points',
      'type UnitPoints { unit: Organisation! points: Decimal! } extend type Campaign { unitPoints: [UnitPoints!]! }',
      ['UnitPoints.points is told of a unit'],
    ],
    ['likes beside a row of the plan', 'extend type QuotaRow { likes: Int! }', ['QuotaRow.likes is told of a unit']],
    [
      'a list of units in the order of votes',
      'enum UnitOrder { NAME VOTES } extend type Campaign { units(order: UnitOrder): [Organisation!]! }',
      ['Campaign.units(order) orders units'],
    ],
    [
      'a page of units by rank',
      'type UnitTallyPage { nodes: [Organisation!]! } extend type Campaign { board(byVotes: Boolean): UnitTallyPage! }',
      ['Campaign.board(byVotes) orders units'],
    ],
    ['and lets works have votes', 'extend type Entry { votes: Int! }', []],
  ])('%s', (_, planted, expected) => {
    expect(unitRankingsIn(schemaOf(`\n${planted}`))).toEqual(expected);
  });

  it.each([
    ['a page that sorts units', 'const rows = units.sort((a, b) => b.votes - a.votes);', 1],
    [
      'a query that adds votes up by unit',
      "rows.select('SUM(v.votes)', 'votes').groupBy('v.organisationId').getRawMany();",
      1,
    ],
    ['raw SQL of an export', '`SELECT unit, SUM(points) FROM score GROUP BY unit ORDER BY 2 DESC`', 1],
    ['a column of units that sorts by likes', '<Column v-for="unit in units" sortable prop="likes" />', 1],
    ['not a list of works in the order of votes', 'entries.sort((a, b) => b.votes - a.votes || byUnit(a, b));', 0],
    ['nor units in the order of names', 'units.sort((a, b) => a.name.localeCompare(b.name));', 0],
  ])('%s', (_, planted, count) => {
    expect(unitRankingsOf('planted.ts', planted)).toHaveLength(count);
  });
});
