/** A track's rules as its definition has them: what a work must carry, read from the graph's JSON. Pure. */
export type Text = string | {zh: string; en: string};

export interface FieldRule {
  key: string;
  name: Text;
  required: boolean;
  maxCharacters?: number;
  personal?: boolean;
  choices?: Text[];
}

interface Bound {
  most?: number;
  below?: number;
}

export interface AssetRule {
  key: string;
  name: Text;
  role: 'VIDEO' | 'AUDIO' | 'IMAGE' | 'COVER' | 'DOCUMENT';
  required: boolean;
  count?: number;
  types: string[];
  aspect?: {width: number; height: number; tolerance: number};
  duration?: Bound;
  size?: Bound;
}

export interface TrackRules {
  fields: FieldRule[];
  assets: AssetRule[];
  consent?: {version: string; text: Text};
  recommends: boolean;
  screens: boolean;
  soloOnly: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The platform has checked the definition; what isn't there at all reads as nothing asked. */
export function rulesOf(json: unknown): TrackRules {
  const rules = isRecord(json) ? json : {};
  const consent = isRecord(rules.consent) ? (rules.consent as TrackRules['consent']) : undefined;
  return {
    fields: Array.isArray(rules.fields) ? (rules.fields as FieldRule[]) : [],
    assets: Array.isArray(rules.assets) ? (rules.assets as AssetRule[]) : [],
    recommends: isRecord(rules.recommendation),
    screens: isRecord(rules.screening),
    soloOnly: rules.soloOnly === true,
    ...(consent && {consent}),
  };
}

export function textIn(text: Text, language: 'zh' | 'en'): string {
  return typeof text === 'string' ? text : text[language];
}

/** As the rule counts them: Unicode code points, white space left out. */
export function charactersOf(value: string): number {
  return [...value.replace(/\s/gu, '')].length;
}

export type FieldProblem = 'missing' | 'tooLong';

export function fieldProblem(rule: FieldRule, value: string): FieldProblem | null {
  if (rule.required && value.trim() === '') return 'missing';
  return rule.maxCharacters !== undefined && charactersOf(value) > rule.maxCharacters ? 'tooLong' : null;
}

export type FileProblem = 'empty' | 'type' | 'size';

const aliases: Record<string, string> = {jpeg: 'jpg'};

/** What can be said of a file before it is sent; its content is judged by the platform. */
export function fileProblem(rule: AssetRule, file: {name: string; size: number}): FileProblem | null {
  if (file.size === 0) return 'empty';
  const ending = file.name.toLowerCase().split('.').pop() ?? '';
  if (!rule.types.includes(aliases[ending] ?? ending)) return 'type';
  const {most = Infinity, below = Infinity} = rule.size ?? {};
  return file.size > most || file.size >= below ? 'size' : null;
}
