import {validate, type ValidationError} from 'class-validator';
import {inputInvalid} from './refusal.js';

/** An args or input class that refuses what decorators cannot express, such as two fields that exclude each other. */
export interface Checked {
  check(): void;
}

/** Runs class-validator's decorators and `check()` on every argument before its resolver. */
export async function checkInput(value: unknown): Promise<void> {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item === null || typeof item !== 'object') continue;
    // a class without decorators is not suspicious here: the graph's types have been checked before
    const errors = await validate(item, {
      forbidUnknownValues: false,
      skipMissingProperties: true,
      stopAtFirstError: true,
    });
    // the errors themselves carry the input along, so only the field is told
    if (errors.length > 0) throw inputInvalid({field: pathOf(errors[0])});
    if (isChecked(item)) item.check();
  }
}

function isChecked(item: object): item is Checked {
  return 'check' in item && typeof item.check === 'function';
}

function pathOf(error: ValidationError): string {
  const inner = error.children?.[0];
  return inner ? `${error.property}.${pathOf(inner)}` : error.property;
}
