import {DefinitionFile} from '@concours/schema/definition/definition';
import {reference} from './reference.js';
import {words} from './words.js';

describe('the reference page of the format', () => {
  const page = reference();

  it('has a chapter for every section', () => {
    for (const section of Object.keys(DefinitionFile.properties)) expect(page).toContain(`\n## \`${section}\` — `);
  });

  it('says in both languages what an entry is', () => {
    for (const [zh, en] of Object.values(words)) expect([/[一-龥]/.test(zh), /[a-z]/i.test(en)]).toEqual([true, true]);
    expect(page).toContain('封榜时刻');
    expect(page).toContain('From then on the counts shown stand still');
  });

  it('has no words for what the format does not have', () => {
    const unused = Object.entries(words).filter(
      ([, [zh, en]]) => !page.includes(`${zh}<br>${en}`) && !page.includes(`${zh} / ${en}`),
    );
    expect(unused.map(([name]) => name)).toEqual([]);
  });

  it('links to headings that it has', () => {
    const headings = new Set(
      [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = new Set([...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link));
    expect([...links].filter((link) => !headings.has(link))).toEqual([]);
  });
});
