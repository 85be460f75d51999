import {parse} from 'yaml';
import {planSource, singerSource} from '../../testing/world.js';
import {editSource} from './definition.edit.js';

const small = `# head
campaign:
  key: a # the key
  title: {zh: 甲, en: A} # both
stages: # all of them
  - key: intake # first
    name: X
    until: 2024-07-31 # noon?
  # before the second
  - key: vote
    name: >-
      long
      text
list: [1, 2, 3] # numbers
`;
const comments = (source: string) => source.match(/#.*$/gm) ?? [];

describe('an edit of a definition as text', () => {
  it.each([
    ['a value', 'stages[intake].until', '2024-08-01', 'until: 2024-07-31', 'until: 2024-08-01'],
    ['a text in brackets', 'campaign.title.en', 'B, or C', 'en: A}', 'en: "B, or C"}'],
    ['a text over lines', 'stages[vote].name', 'short', '>-\n      long\n      text', 'short'],
    ['an item by its position', 'list[1]', 7, '[1, 2, 3]', '[1, 7, 3]'],
    ['an entry more', 'stages[intake].from', '2024-06-01', '# noon?\n', '# noon?\n    from: 2024-06-01\n'],
    ['an entry more within brackets', 'campaign.title.fr', 'C', 'en: A}', 'en: A, fr: C}'],
    ['an entry more at the root', 'policies.votes', 'OFF', '# numbers\n', '# numbers\npolicies: {votes: OFF}\n'],
    ['an item more', 'stages[final]', {key: 'final'}, '      text\n', '      text\n  - {key: final}\n'],
    ['an item more within brackets', 'list[+]', 4, '3]', '3, 4]'],
    ['an entry less', 'stages[intake].until', undefined, '    until: 2024-07-31 # noon?\n', ''],
    ['an item of brackets less', 'list[0]', undefined, '[1, 2', '[2'],
    ['the last of brackets less', 'list[2]', undefined, '2, 3]', '2]'],
  ])('changes nothing but %s', (_, path, value, from, to) => {
    expect(editSource(small, [{path, value}])).toBe(small.replace(from, to));
  });

  it('removes a whole item with the comments inside it, and no other', () => {
    const source = editSource(small, [{path: 'stages[intake]'}]);
    expect(parse(source).stages).toEqual([{key: 'vote', name: 'long text'}]);
    expect(comments(source)).toEqual(expect.arrayContaining(['# head', '# all of them', '# numbers']));
  });

  it.each([
    ['a list that is emptied', [{path: 'stages[intake]'}, {path: 'stages[vote]'}], {stages: []}],
    ['a value that takes the place of a list', [{path: 'stages', value: {a: 1}}], {stages: {a: 1}}],
    ['a null', [{path: 'list[0]', value: null}], {list: [null, 2, 3]}],
    ['several, one after the other', [{path: 'list[+]', value: 4}, {path: 'list[0]'}], {list: [2, 3, 4]}],
  ])('is right where it has to write more anew: %s', (_, edits, expected) => {
    expect(parse(editSource(small, edits))).toMatchObject(expected);
  });

  it.each([
    ['nothing there to remove', {path: 'stages[other]'}],
    ['no such item', {path: 'stages[other].until', value: 1}],
    ['below a text', {path: 'campaign.key.x', value: 1}],
    ['no path', {path: '', value: 1}],
    ['a position beyond', {path: 'list[9]', value: 1, more: true}],
  ])('is refused: %s', (name, edit) => {
    if (name === 'a position beyond') expect(parse(editSource(small, [edit])).list).toHaveLength(4);
    else expect(() => editSource(small, [edit])).toThrow(expect.objectContaining({code: 'EDIT_IMPOSSIBLE'}));
  });

  it.each([
    ['the singers', singerSource, 'rounds[semi-final].components[vote].weight', 41],
    ['the singers', singerSource, 'tracks[singing].consent.text.zh', '同意'],
    ['the singers', singerSource, 'awards[popularity].name.en', 'Favourite'],
    ['the plan', planSource, 'stages[selection].until', '2022-09-12'],
    ['the plan', planSource, 'plan.metrics[unions].target', 101],
    ['the plan', planSource, 'tracks[poster].worksPerAuthor', 2],
  ])('keeps every comment of a whole definition: %s', (_, source, path, value) => {
    const after = editSource(source, [{path, value}]);
    expect(comments(after)).toEqual(comments(source));
    const [was, is] = [source.split('\n'), after.split('\n')];
    expect(was.filter((line) => !is.includes(line)).length).toBeLessThanOrEqual(4);
  });
});
