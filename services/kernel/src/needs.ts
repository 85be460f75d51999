import {Kind, type ConstDirectiveNode, type FieldDefinitionNode, type GraphQLSchema} from 'graphql';
import {Directive} from 'type-graphql';
import {notPermitted, notSignedIn, personNeeded} from './refusal.js';
import type {RequestContext} from './request-context.js';

/** Which roles hold a permission, by its name: the table of the services' domain, which the kernel only prints. */
export type PermissionTable = Readonly<Record<string, readonly string[]>>;

/**
 * What stands in place of a permission where none is needed: for everybody; for everybody once the thing is public; for whoever
 * is signed in; for whom the thing belongs to.
 */
export const openTo = {anybody: 'anybody', published: 'published', signedIn: 'signedIn', own: 'own'} as const;

/** Declared in each subgraph that says needs, and composed into the supergraph under this name. */
export const NEEDS_LINK = `
  @link(url: "https://specs.concours.example/needs/v1.0", import: ["@needs"])
  @composeDirective(name: "@needs")

"""
Who may ask for it: holders of one of these permissions at the place, or \`anybody\`, \`published\` for what is public, \`signedIn\`, \`own\` for what is the caller's own.
"""
directive @needs(oneOf: [String!]!, at: String) on FIELD_DEFINITION`;

type Where = {at: string};

/**
 * Says in the graph which permission a field needs; any one of several is enough, and `at` says at which place. It puts a
 * mark into the SDL, from which the description gets its last sentence when it is printed. Whether it is held at the place
 * is decided by the one place of the service that does; the scope matrix holds that against the marks.
 */
export function Needs(
  ...needs: [string, ...string[]] | [string, ...string[], Where]
): MethodDecorator & PropertyDecorator {
  const last = needs.at(-1);
  const at = typeof last === 'object' ? `, at: ${JSON.stringify(last.at)}` : '';
  const oneOf = needs.filter((need) => typeof need === 'string');
  return Directive(`@needs(oneOf: ${JSON.stringify(oneOf)}${at})`);
}

export function isMarked(field: FieldDefinitionNode): boolean {
  return markOf(field) !== undefined;
}

/**
 * Who holds none of the permissions of a mutation anywhere is refused before anything is read or checked for it, so alike
 * whatever was named. Where a permission has to be held is for the service to decide, which knows the place. What needs one
 * of `forPersons` hands out access: it is refused to keys, which would outlive themselves by it.
 */
export function refuseStrangers(
  schema: GraphQLSchema,
  permissions: PermissionTable,
  forPersons: readonly string[] = [],
): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const mark = field.astNode && markOf(field.astNode);
    const needs = mark ? listed(mark, 'oneOf') : [];
    const {resolve} = field;
    const open = needs.length === 0 || needs.some((need) => need in openTo);
    const personal = needs.some((need) => forPersons.includes(need));
    if (!resolve || (open && !personal)) continue;
    const roles = new Set(open ? [] : needs.flatMap((need) => permissions[need]));
    field.resolve = (source, args, context: RequestContext, info) => {
      const {kind, grants} = context.caller;
      if (kind === 'key' && personal) throw personNeeded();
      if (open) return resolve(source, args, context, info) as unknown;
      if (kind === 'anonymous') throw notSignedIn();
      if (kind !== 'system' && !grants.some(({role}) => roles.has(role))) throw notPermitted();
      return resolve(source, args, context, info) as unknown;
    };
  }
}

/** The field with what it needs as the last sentence of its description. */
export function describeNeeds(field: FieldDefinitionNode, permissions: PermissionTable): FieldDefinitionNode {
  const mark = markOf(field);
  if (!mark) return field;
  const told = field.description?.value.trim();
  const sentence = sentenceOf(listed(mark, 'oneOf'), listed(mark, 'at')[0], permissions);
  const value = told ? `${told}${/[.。!?]$/.test(told) ? '' : '.'} ${sentence}` : sentence;
  return {...field, description: {kind: Kind.STRING, value, block: true}};
}

function sentenceOf(oneOf: string[], at: string | undefined, permissions: PermissionTable): string {
  const held = oneOf
    .filter((need) => !(need in openTo))
    .map((need) => {
      const roles = permissions[need];
      if (!roles) throw new Error(`@Needs('${need}'): there is no such permission`);
      return `${need} (${roles.join(', ')})`;
    });
  const place = at === undefined ? '' : ` at ${at}`;
  const needed = held.length === 0 ? [] : [`needs ${held.join(' or ')}${place}`];
  const open = {
    anybody: 'open to everybody',
    published: 'open to everybody for what is public',
    signedIn: 'open to everybody who is signed in',
    own: "open for what is one's own",
  };
  const parts = [...oneOf.flatMap((need) => (need in open ? [open[need as keyof typeof open]] : [])), ...needed];
  const text = parts.join('; else ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function markOf(field: FieldDefinitionNode): ConstDirectiveNode | undefined {
  return field.directives?.find(({name}) => name.value === 'needs');
}

function listed(mark: ConstDirectiveNode, argument: string): string[] {
  const value = mark.arguments?.find(({name}) => name.value === argument)?.value;
  if (!value) return [];
  return (value.kind === Kind.LIST ? value.values : [value]).flatMap((one) =>
    one.kind === Kind.STRING ? one.value : [],
  );
}
