import {registerEnumType} from 'type-graphql';

const enumOf = <T extends string>(...values: T[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<T, T>;

export const ImportStates = enumOf('UPLOADED', 'READING', 'CHECKED', 'APPLYING', 'DONE', 'FAILED', 'CANCELLED');
export type ImportState = keyof typeof ImportStates;
export const ImportModes = enumOf('ADD', 'ADD_AND_UPDATE');
export type ImportMode = keyof typeof ImportModes;
export const ImportFormats = enumOf('CSV', 'XLSX');
export type ImportFormat = keyof typeof ImportFormats;
export const ImportOutcomes = enumOf('NEW', 'CHANGED', 'UNCHANGED', 'REFUSED');
export type ImportOutcome = keyof typeof ImportOutcomes;
export const ParentMatches = enumOf('NAME', 'SHORT_NAME', 'ALIAS');
export type ParentMatchBy = keyof typeof ParentMatches;

registerEnumType(ImportStates, {
  name: 'OrganisationImportState',
  description: 'How far an import from a file has come.',
  valuesConfig: {
    UPLOADED: {description: 'The file is there and waits to be read.'},
    READING: {description: 'Its rows are being read and checked; nothing is changed by that.'},
    CHECKED: {description: 'Every row has its outcome. Nothing is changed yet: somebody has to apply it.'},
    APPLYING: {description: 'The new and changed rows are being written, some hundred at a time.'},
    DONE: {description: 'Everything that could be taken has been.'},
    FAILED: {description: 'The file as a whole could not be taken; `problem` says why. Nothing was changed.'},
    CANCELLED: {description: 'Somebody stopped it. What had been written by then stays.'},
  },
});
registerEnumType(ImportModes, {
  name: 'OrganisationImportMode',
  description: 'What an import may do with organisations whose code exists already.',
  valuesConfig: {
    ADD: {description: 'Nothing: a row that says something else about one is refused.'},
    ADD_AND_UPDATE: {
      description:
        'Change what the columns of the file say about it. It is never moved: a row with another parent is refused.',
    },
  },
});
registerEnumType(ImportFormats, {name: 'OrganisationImportFormat', description: 'What kind of file was read.'});
registerEnumType(ImportOutcomes, {
  name: 'OrganisationImportOutcome',
  description: 'What becomes of a row of the file.',
  valuesConfig: {
    NEW: {description: 'An organisation that is not there yet.'},
    CHANGED: {description: 'One that is there and will say something else.'},
    UNCHANGED: {description: 'One that already says just this.'},
    REFUSED: {description: 'It stays out; its problems say why.'},
  },
});
registerEnumType(ParentMatches, {
  name: 'ParentMatchBy',
  description: 'By what an organisation above was found, where a file names it by name.',
  valuesConfig: {
    NAME: {description: 'Its full name, in either language.'},
    SHORT_NAME: {description: 'Its short name.'},
    ALIAS: {description: 'Another way in which papers write it, former names included (R13).'},
  },
});
