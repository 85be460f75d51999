/** A finding, as the reader of a work takes it; severity is always a warning: only a person can tell a number from a number. */
export interface Exposure {
  rule: string;
  code: string;
  severity: 'WARN';
  text: {zh: string; en: string};
}
