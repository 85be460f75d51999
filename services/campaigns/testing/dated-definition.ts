import type {DefinitionFile} from '@concours/schema/definition/definition';

type Stage = DefinitionFile['stages'][number];

export const stageOf = (key: string, more: Partial<Stage> = {}): Stage => ({key, name: key, kind: 'INTAKE', ...more});

/** The least that is a definition, for tests of dates; JSON is YAML. */
export function datedFile(key: string, more: Partial<DefinitionFile> & {parents?: string[]} = {}): DefinitionFile {
  const {parents, ...rest} = more;
  const hosting = [{role: 'ORGANISING' as const, organisations: ['ah']}];
  return {
    concours: 1,
    campaign: {
      ...{key, title: key, timezone: 'Asia/Shanghai', owner: 'ah', hosting},
      ...(parents && {parents: parents.map((campaign) => ({campaign}))}),
    },
    policies: {votes: 'OFF', entryRanking: 'HIDDEN', publicNotice: {workingDays: 5}},
    stages: [stageOf('intake', {from: '2022-05-09', until: '2022-08-20'})],
    tracks: [{key: 'song', name: 'Song', kind: 'SONG', hosting: []}],
    ...rest,
  };
}

export const sourceOf = (file: DefinitionFile): string => JSON.stringify(file, null, 1);
