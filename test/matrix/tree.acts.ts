import {newId} from '@concours/kernel/ids';
import type {ActCase} from './acts.js';
import {ABSENT} from './acts.js';
import {codeOf, places, type Place, type Spot} from './places.js';
import type {World} from './world-rows.js';

export const unitsOnly: readonly Spot[] = places.map((unit) => ({unit}));
export const at = (spot: Spot): Place => spot.unit ?? 'own';

/** One below each place, to be closed, merged and split: whoever administers the place administers it and what is above it. */
const leaves = new Map<string, Promise<string>>();
const leafOf = (world: World, spot: Spot): Promise<string> => {
  const found = leaves.get(at(spot)) ?? planted(world, spot);
  leaves.set(at(spot), found);
  return found;
};
async function planted({siege, system, unit}: World, spot: Spot): Promise<string> {
  const {organisations} = siege.services.organisations.slices;
  const wish = {code: `x.${at(spot)}`, kind: 'FEDERATION' as never, level: 'COUNTY' as never};
  return (await organisations.create(system, {...wish, nameZh: `枝 ${at(spot)}`, parentId: unit(at(spot))})).id;
}

const onUnit = (name: string, call: string, answer = '{id}'): ActCase => ({
  needs: ['organisation.administer'],
  document: `mutation ($id: ID!) {${name}(id: $id${call}) ${answer}}`,
  spots: unitsOnly,
  make: async (world, spot) => ({id: await leafOf(world, spot)}),
  absent: () => ({id: ABSENT}),
});

const onImport = (name: string): ActCase => ({
  ...onUnit(name, '', '{id fileName}'),
  make: ({imports}, spot) => ({id: imports.find(({unit}) => unit === at(spot))!.id}),
});

export const treeActs: Record<string, ActCase> = {
  createOrganisation: {
    needs: ['organisation.administer'],
    document: 'mutation ($input: OrganisationInput!) {createOrganisation(input: $input) {id}}',
    spots: unitsOnly,
    make: (world, spot) => ({
      input: {code: codeOf.own, kind: 'FEDERATION', level: 'COUNTY', nameZh: 'x', parentId: world.unit(at(spot))},
    }),
  },
  importOrganisations: {
    needs: ['organisation.administer'],
    document: 'mutation ($rows: [OrganisationImportRow!]!) {importOrganisations(rows: $rows) {refused {code}}}',
    spots: unitsOnly,
    make: (_world, spot) => ({
      rows: [
        {
          code: `i.${newId()}`.toLowerCase(),
          kind: 'ASSOCIATION',
          level: 'COUNTY',
          nameZh: 'x',
          parentCode: codeOf[at(spot)],
        },
      ],
    }),
  },
  renameOrganisation: {
    needs: ['organisation.administer'],
    document: 'mutation ($id: ID!, $name: String!) {renameOrganisation(id: $id, nameZh: $name) {id}}',
    spots: unitsOnly,
    make: (world, spot) => ({id: world.unit(at(spot)), name: `单位 ${codeOf[at(spot)]}`}),
    absent: () => ({id: ABSENT, name: 'x'}),
  },
  moveOrganisation: onUnit('moveOrganisation', ', parentId: $id'),
  mergeOrganisation: onUnit('mergeOrganisation', ', intoId: $id'),
  closeOrganisation: onUnit('closeOrganisation', ''),
  reopenOrganisation: onUnit('reopenOrganisation', ''),
  splitOrganisation: onUnit(
    'splitOrganisation',
    `, parts: [{code: "${codeOf.own}", kind: FEDERATION, level: COUNTY, nameZh: "x", childIds: []}]`,
  ),
  amendOrganisation: onUnit('amendOrganisation', ', level: COUNTY'),
  addOrganisationAliases: onUnit('addOrganisationAliases', ', aliases: ["枝叶"]'),
  removeOrganisationAlias: onUnit('removeOrganisationAlias', ', alias: "无"'),
  setExternalReference: onUnit('setExternalReference', ', system: "hr", value: null'),
  // ended first, so that nothing is applied
  cancelOrganisationImport: onImport('cancelOrganisationImport'),
  applyOrganisationImport: onImport('applyOrganisationImport'),
  organisationHoldings: {
    needs: ['organisation.administer'],
    document: 'query ($id: ID!) {organisationHoldings(id: $id) {accounts}}',
    spots: unitsOnly,
    make: (world, spot) => ({id: world.unit(at(spot))}),
    absent: () => ({id: ABSENT}),
  },
};
