import {DefinitionFile} from '@concours/schema/definition/definition';
import {Ajv, type ErrorObject} from 'ajv';
import type {Problem} from './problem.js';
import {sayShape} from './shape-texts.js';

const validate = new Ajv({allErrors: true, verbose: true, strict: false, messages: false}).compile(DefinitionFile);

/** Saying a difference takes more than finding it, and nobody reads a thousand. */
const MOST = 1_000;

type Schema = Record<string, unknown>;

/** Everything in which the data differs from the shape of a definition: each difference once, however many alternatives a place has. */
export function shapeProblems(data: unknown): Problem[] {
  if (validate(data)) return [];
  return withoutAlternatives(validate.errors ?? [])
    .slice(0, MOST)
    .map(sayShape);
}

export function isDefinition(data: unknown): data is DefinitionFile {
  return validate(data);
}

/**
 * The validator reports what every alternative of a union misses, and after those the union. Only the alternative that was
 * meant is of interest. One pass with a stack, since a hostile text can have a great many of them.
 */
function withoutAlternatives(errors: ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword !== 'anyOf') {
      kept.push(error);
      continue;
    }
    const inside: ErrorObject[] = [];
    while (kept.length > 0 && isInside(kept[kept.length - 1], error)) inside.push(kept.pop() as ErrorObject);
    kept.push(...meant(error, inside.reverse()));
  }
  return kept;
}

const isInside = (error: ErrorObject, union: ErrorObject): boolean =>
  error.schemaPath.startsWith(`${union.schemaPath}/`) &&
  (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`));

/** The errors of the alternative that fits best; the union itself where none comes near. */
function meant(union: ErrorObject, inside: ErrorObject[]): ErrorObject[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0];
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const alternatives = (union.schema ?? []) as Schema[];
  const told = discriminator(alternatives);
  if (told && isObject(union.data)) {
    const values = alternatives.map((alternative) => constOf(alternative, told));
    const chosen = values.indexOf(union.data[told]);
    if (chosen >= 0) return branches.get(String(chosen)) ?? [];
    if (!(told in union.data))
      return [{...union, keyword: 'required', params: {missingProperty: told}, schema: values}];
    return [
      {...union, keyword: 'enum', instancePath: `${union.instancePath}/${told}`, params: {allowedValues: values}},
    ];
  }
  const near = [...branches.values()].filter((branch) => !branch.some((error) => rulesOut(error, union)));
  near.sort((a, b) => a.length - b.length);
  // two that are equally near: neither was clearly meant
  if (near.length > 1 && near[0].length === near[1].length) return [union];
  return near[0] ?? [union];
}

/** Another type, another constant, or another set of keys at the very place: this alternative was not meant. */
function rulesOut(error: ErrorObject, union: ErrorObject): boolean {
  return (
    error.instancePath === union.instancePath &&
    ['type', 'const', 'enum', 'pattern', 'additionalProperties'].includes(error.keyword)
  );
}

/** The key whose constant tells the alternatives apart, if all have one. */
function discriminator(alternatives: Schema[]): string | undefined {
  const first = Object.keys((alternatives[0]?.properties as Schema | undefined) ?? {});
  return first.find((key) => alternatives.every((alternative) => constOf(alternative, key) !== undefined));
}

function constOf(alternative: Schema, key: string): unknown {
  return ((alternative.properties as Record<string, Schema> | undefined)?.[key] as Schema | undefined)?.const;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
