import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import {LRUCache} from 'lru-cache';
import {inputInvalid, isRefusal} from '@concours/kernel/refusal';
import {limits} from './limits.js';
import {cost, isIntrospection, measure} from './measure.js';
import * as refusals from './refusals.js';

/** Limits and house rules as validation rules, so that Apollo's pipeline and the sockets apply the very same. */
export function admissionRules({introspection}: {introspection: boolean}): ValidationRule[] {
  return introspection ? [sizes, names] : [sizes, names, noIntrospection];
}

function sizes(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const size = measure(document);
      if (!size) return context.reportError(refusals.graphFragmentCycle());
      const refuse = (value: number, limit: number, refusal: (facts: {limit: number}) => GraphQLError): void => {
        if (value > limit) context.reportError(refusal({limit}));
      };
      refuse(size.depth, limits.depth, refusals.graphTooDeep);
      refuse(size.aliases, limits.aliases, refusals.graphTooManyAliases);
      refuse(size.fields, limits.fields, refusals.graphTooWide);
      refuse(size.directives, limits.directives, refusals.graphTooManyDirectives);
    },
  };
}

/** Names like `__proto__` become keys of plain objects on their way through three libraries. */
function names(context: ValidationContext): ASTVisitor {
  const check = (name: string | undefined): void => {
    if (name?.startsWith('__')) context.reportError(refusals.graphNameReserved({name}));
  };
  return {Field: ({alias}) => check(alias?.value), VariableDefinition: ({variable}) => check(variable.name.value)};
}

function noIntrospection(context: ValidationContext): ASTVisitor {
  return {
    Field(field) {
      if (isIntrospection(field)) context.reportError(refusals.introspectionRefused());
    },
  };
}

/** What can only be judged with the variables at hand. Throws a refusal; answers the variables as the schema reads them. */
export function admitVariables(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown> | undefined,
): Record<string, unknown> {
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, {maxErrors: 3});
  const [problem] = values.errors ?? [];
  if (problem || !values.coerced) throw inputInvalid({field: fieldOf(problem?.message ?? '')});
  if (cost(schema, document, operation, values.coerced) > limits.cost)
    throw refusals.graphTooCostly({limit: limits.cost});
  return values.coerced;
}

/** Which variable, and which part of it. The library's sentence repeats the value, which may be somebody's telephone number. */
function fieldOf(message: string): string {
  const [, variable = 'variables', place = ''] =
    /^Variable "\$(\w+)"(?: got invalid value .* at "\1([^"]*)")?/s.exec(message) ?? [];
  return variable + place;
}

export interface Operation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** For the sockets, what Apollo's pipeline does for HTTP: parsed and validated texts are kept, so walls cost nothing. */
export class Admission {
  private readonly rules: ValidationRule[];
  private readonly kept = new LRUCache<string, DocumentNode | readonly GraphQLError[]>({max: 500});

  constructor(
    private readonly schema: GraphQLSchema,
    options: {introspection: boolean},
  ) {
    this.rules = [...specifiedRules, ...admissionRules(options)];
  }

  admit(query: string, operationName: string | null | undefined): Operation | readonly GraphQLError[] {
    let document = this.kept.get(query);
    if (!document) {
      document = this.read(query);
      this.kept.set(query, document);
    }
    if (!('kind' in document)) return document;
    const operation = getOperationAST(document, operationName);
    return operation ? {document, operation} : [refusals.operationUnknown()];
  }

  private read(query: string): DocumentNode | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(query, {maxTokens: limits.tokens});
    } catch (error) {
      return [error as GraphQLError]; // parse throws nothing else
    }
    const errors = validate(this.schema, document, this.rules, {maxErrors: 20});
    return errors.length > 0 ? errors.map(coded) : document;
  }
}

/** As Apollo does it. Not every error points at a place: where the library gives up, it says only that. */
function coded(error: GraphQLError): GraphQLError {
  if (isRefusal(error)) return error;
  return new GraphQLError(error.message, {nodes: error.nodes, extensions: {code: 'GRAPHQL_VALIDATION_FAILED'}});
}

export const isSubscription = (operation: OperationDefinitionNode): boolean =>
  operation.operation === OperationTypeNode.SUBSCRIPTION;
