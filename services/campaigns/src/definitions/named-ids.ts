import type {DefinitionFile} from '@concours/schema/definition/definition';
import {hasLongTable} from '../long-table.rules.js';
import {codesOf} from './organisation-codes.rules.js';

/** Ids of the codes that a definition names; those of a long table are with its rows. */
export function idsNamed(
  file: DefinitionFile,
  organisations: ReadonlyMap<string, {id: string}>,
): Record<string, string> {
  const places = codesOf(file).filter(({path}) => path[1] !== 'allocation' || !hasLongTable(file));
  return Object.fromEntries(
    places.flatMap(({code}) => {
      const organisation = organisations.get(code);
      return organisation ? [[code, organisation.id]] : [];
    }),
  );
}
