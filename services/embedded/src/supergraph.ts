import {composeServices} from '@apollo/composition';
import {graph as campaigns} from '@concours/campaigns/graph';
import {buildSubgraph} from '@concours/kernel/subgraph';
import {graph as organisations} from '@concours/organisations/graph';
import {DefinitionFile} from '@concours/schema/definition/definition';
import {graph as scoring} from '@concours/scoring/graph';
import {graph as submissions} from '@concours/submissions/graph';
import {parse} from 'graphql';
import {reference} from './reference/reference.js';

/** In the order in which their names sort: composition keeps it, so the supergraph is the same on every machine. */
const parts = [campaigns, organisations, scoring, submissions];

/** Everything in schema/ that is made from code, by its path below that folder. */
export function emitted(): Record<string, string> {
  const subgraphs = parts.map((graph) => ({name: graph().name, sdl: buildSubgraph(graph()).sdl}));
  return {
    ...Object.fromEntries(subgraphs.map(({name, sdl}) => [`subgraphs/${name}.graphql`, sdl])),
    'supergraph.graphql': compose(subgraphs),
    'definition.schema.json': `${JSON.stringify(DefinitionFile, null, 2)}\n`,
    'definition-reference.md': reference(),
  };
}

function compose(subgraphs: {name: string; sdl: string}[]): string {
  // the gateway is told the real addresses; these only have to be there
  const services = subgraphs.map(({name, sdl}) => ({name, typeDefs: parse(sdl), url: `http://${name}/graphql`}));
  const {supergraphSdl, errors} = composeServices(services);
  if (supergraphSdl === undefined) {
    throw new Error(`The subgraphs do not compose:\n${(errors ?? []).map(({message}) => `- ${message}`).join('\n')}`);
  }
  return `${supergraphSdl.trimEnd()}\n`;
}
