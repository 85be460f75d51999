import 'reflect-metadata';
import {ArgsType, Directive, Field, Int, ObjectType, type ClassType} from 'type-graphql';
import {cursorInvalid, pageSizeInvalid} from './refusal.js';

const MAX_FIRST = 200;
const MAX_CURSOR = 2_000;

@ArgsType()
export class PageArgs {
  @Field(() => Int, {description: `How many items, 1 to ${MAX_FIRST}; otherwise PAGE_SIZE_INVALID.`})
  first: number = 50;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the page before; CURSOR_INVALID if it is none.',
  })
  after?: string;

  check(): void {
    // a variable that is given as null means the first page, like one that is not given
    this.after ??= undefined;
    if (this.first < 1 || this.first > MAX_FIRST) throw pageSizeInvalid({min: 1, max: MAX_FIRST});
  }
}

@ObjectType({description: 'Where a page ends.'})
@Directive('@shareable')
export class PageInfo {
  @Field(() => String, {nullable: true, description: 'Pass it as `after` for the next page. Null on an empty page.'})
  endCursor: string | null;

  @Field(() => Boolean, {description: 'Whether there is a next page.'})
  hasNextPage: boolean;
}

export interface PageOf<T> {
  nodes: T[];
  totalCount: number;
  pageInfo: PageInfo;
}

/** The graph type `${name}Page`. Use the class itself as a type, or extend it. */
export function Page<T extends object>(item: ClassType<T>, name: string): abstract new () => PageOf<T> {
  @ObjectType(`${name}Page`, {description: `A page of a list of ${name}.`})
  abstract class ItemPage implements PageOf<T> {
    @Field(() => [item], {description: 'The items of this page, in the order of the list.'})
    nodes: T[];

    @Field(() => Int, {description: 'How many items the whole list has.'})
    totalCount: number;

    @Field(() => PageInfo, {description: 'Where this page ends.'})
    pageInfo: PageInfo;
  }
  return ItemPage;
}

/** A position in a list: the values of its sort columns, the last one unique. Opaque, but no secret. */
export function encodeCursor(values: (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Takes nothing but what `encodeCursor` makes of `arity` values; CURSOR_INVALID otherwise. */
export function decodeCursor(c: string, arity: number): (string | number)[] {
  if (c.length > MAX_CURSOR) throw cursorInvalid();
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(c, 'base64url').toString());
  } catch {
    throw cursorInvalid();
  }
  if (!isPosition(values) || values.length !== arity || encodeCursor(values) !== c) throw cursorInvalid();
  return values;
}

function isPosition(values: unknown): values is (string | number)[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'string' || Number.isFinite(value));
}
