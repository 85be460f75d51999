/** What those who write leave on their query runner for the unit of work to find. */
export interface RunnerNotes {
  announced?: boolean;
  recorded?: boolean;
  /** The beginning of the first statement that changed something. */
  changed?: string;
}
