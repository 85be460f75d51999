import {DefinitionFile} from '@concours/schema/definition/definition';
import {Hosting} from '@concours/schema/definition/stage';
import {AssetRule, FieldRule} from '@concours/schema/definition/track';
import {UnitSet} from '@concours/schema/definition/unit-class';
import {DecimalText, Key, Moment, OrganisationCode, Text, When} from '@concours/schema/definition/values';
import {words} from './words.js';

interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  pattern?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  expects?: {zh: string; en: string};
}

/** Shapes that many places share: explained once. */
const shared: [name: string, zh: string, schema: Schema][] = [
  ['Key', '代号', Key],
  ['Text', '文本（中英文）', Text],
  ['OrganisationCode', '单位代码', OrganisationCode],
  ['Moment', '确切时刻', Moment],
  ['When', '日期（可不确切）', When as Schema],
  ['DecimalText', '精确小数', DecimalText],
  ['Hosting', '承办关系', Hosting],
  ['UnitSet', '单位范围', UnitSet],
  ['FieldRule', '栏目要求', FieldRule],
  ['AssetRule', '文件要求', AssetRule],
];

/** What it is, without the words about it: the same shape has another description in another place. */
const bare = (schema: Schema): string =>
  JSON.stringify(schema, (key, value: unknown) =>
    ['description', 'expects', '$id', 'title'].includes(key) ? undefined : value,
  );
const nameByShape = new Map(shared.map(([name, , schema]) => [bare(schema), name]));
const nameOf = (schema: Schema): string | undefined => nameByShape.get(bare(schema));

/** The page about the format of definitions, from the format itself and the words for it. */
export function reference(): string {
  const {properties = {}, required = []} = DefinitionFile as Schema;
  const sections = Object.entries(properties).map(([name, schema]) => {
    const [zh, en] = wordsOf([name]);
    const must = required.includes(name) ? '必填 / required' : '可选 / optional';
    const limit = schema.type === 'array' ? ` · ${bounds(schema)}` : '';
    return `## \`${name}\` — ${zh} / ${en}\n\n${must}${limit}${explained(schema)}\n\n${table(schema, [name])}`;
  });
  const values = shared.map(([name, zh, schema]) => {
    const rows = schema.properties ? `\n\n${table(schema, [ownersOf[name] ?? name])}` : '';
    const form = schema.expects ? `\n\n${schema.expects.zh}<br>${schema.expects.en}` : '';
    return `### ${name} — ${zh}${form}${explained(schema)}${rows}`;
  });
  return `${HEAD}\n\n${[...sections, `## 共用写法 / Shared forms\n\n${values.join('\n\n')}`].join('\n\n')}\n`;
}

const ownersOf: Record<string, string> = {
  Hosting: 'hosting',
  UnitSet: 'units',
  FieldRule: 'fields',
  AssetRule: 'assets',
};

const HEAD = `# 活动方案格式 / The definition format

<!-- Made from schema/src/definition by \`npm run compose\`; a test proves that it is fresh. Don't edit it by hand. -->

一个活动写成一个 YAML 文件。校验一次列出所有问题（行、列、应如何写）；预览说明应用后会改变什么；应用整体生效并留存版本。
编辑器在首行写 \`# yaml-language-server: $schema=…/schema/definition.schema.json\` 即可补全和检查。不写引用（\`&\`、\`*\`）和标签（\`!\`）。

One YAML file is one campaign. Validation tells everything that is wrong at once, with line, column and what is expected; the plan tells what
applying would change; applying is whole, and kept as a version. An editor completes and checks with the comment above as the first line.
There are no anchors, aliases or tags.`;

function table(schema: Schema, path: string[]): string {
  const found = rows(schema, path, '');
  if (found.length === 0) return valueOf(schema);
  return ['| 项 / Entry | 必填 | 值 / Value | 含义 / Meaning |', '|---|---|---|---|', ...found].join('\n');
}

/** A row for each entry, and below it the rows of what it holds; forms that many places share are named instead. */
function rows(schema: Schema, path: string[], at: string): string[] {
  if (schema.anyOf) return [...new Set(schema.anyOf.flatMap((form) => (nameOf(form) ? [] : rows(form, path, at))))];
  if (schema.items) return nameOf(schema.items) ? [] : rows(schema.items, path, at === '' ? '' : `${at}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const [zh, en] = wordsOf([...path, name]);
    const place = at === '' ? name : `${at}.${name}`;
    const more =
      inner.description && nameOf(inner) === undefined ? `<br><small>${escaped(inner.description)}</small>` : '';
    const must = schema.required?.includes(name) ? '●' : '';
    const row = `| \`${place}\` | ${must} | ${valueOf(inner)} | ${zh}<br>${en}${more} |`;
    return nameOf(inner) ? [row] : [row, ...rows(inner, [...path, name], place)];
  });
}

function valueOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name) return `[${name}](#${name.toLowerCase()}--${anchorOf(name)})`;
  if (schema.anyOf) return [...new Set(schema.anyOf.map(valueOf))].join(' \\| ');
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.items)
    return `列表 / list: ${valueOf(schema.items)}${schema.minItems || schema.maxItems ? ` (${bounds(schema)})` : ''}`;
  if (schema.properties) return `{${Object.keys(schema.properties).join(', ')}}`;
  const range = bounds(schema);
  return `${schema.type === 'integer' ? '整数 / integer' : schema.type === 'number' ? '数 / number' : schema.type === 'boolean' ? 'true, false' : schema.type === 'null' ? 'null' : schema.pattern === Key.pattern ? '[Key](#key--代号)' : '文本 / text'}${range && ` ${range}`}`;
}

const anchorOf = (name: string): string =>
  (shared.find(([shared]) => shared === name)?.[1] ?? '').replace(/[（）]/g, '');

function bounds({minimum, exclusiveMinimum, maximum, minItems, maxItems}: Schema): string {
  return [
    minimum !== undefined && `≥ ${minimum}`,
    exclusiveMinimum !== undefined && `> ${exclusiveMinimum}`,
    maximum !== undefined && `≤ ${maximum}`,
    minItems !== undefined && `≥ ${minItems} 项`,
    maxItems !== undefined && `≤ ${maxItems} 项`,
  ]
    .filter((part) => part !== false)
    .join('，');
}

const explained = ({description}: Schema): string => (description ? `\n\n<small>${escaped(description)}</small>` : '');
const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function wordsOf(path: string[]): readonly [zh: string, en: string] {
  const [above, name] = [path[path.length - 2], path[path.length - 1]];
  const found = words[`${above}.${name}`] ?? words[name];
  if (!found) throw new Error(`The reference has no words for ${path.join('.')}: add them to reference/words.ts`);
  return found;
}
