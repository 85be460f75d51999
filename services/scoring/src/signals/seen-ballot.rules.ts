import type {FigureKind, SignalKind} from './signal.kinds.js';

/** Where a ballot begins. */
export interface Place {
  writer: number;
  batch: number;
  seq: number;
  marks: number;
}

/** A ballot as the watch sees it: never who it is of, beyond that two are of the same. */
export interface SeenBallot extends Place {
  at: number;
  voter: string;
  /** What vouched for the voter: an app, a provider, or the platform's own accounts. */
  app: string;
  /** Null where it is not known. */
  device: string | null;
  /** How many days the identity was old; null where nobody says. */
  age: number | null;
  /** In the order of the ballot, by number. */
  entries: readonly number[];
}

/** Ballots that may be wrong, with what speaks for it. The same name again: more of the same, the figures as they are now. */
export interface Finding {
  kind: SignalKind;
  name: string;
  entry: number | null;
  figures: Partial<Record<FigureKind, number>>;
  /** A device as a short pseudonym, or an app. */
  subject: string | null;
  /** Choices in their order, for PATTERN. */
  pattern: readonly number[];
  ballots: Place[];
  firstAt: number;
  lastAt: number;
}

export interface WatchSettings {
  identitiesPerDevice: number;
  freshDays: number;
}

/** Looks at ballots in their order; what it finds is added to. */
export type Look = (ballot: SeenBallot, found: Found) => void;

/** Gathers findings by kind and name. */
export class Found {
  private readonly findings = new Map<string, Finding>();

  /** `ballots` are those that are new to it. */
  add(
    about: Omit<Finding, 'ballots' | 'firstAt' | 'lastAt' | 'subject' | 'pattern' | 'entry'> &
      Partial<Pick<Finding, 'subject' | 'pattern' | 'entry'>>,
    ballots: readonly SeenBallot[],
  ): void {
    const key = `${about.kind} ${about.name}`;
    const known = this.findings.get(key);
    const times = ballots.map(({at}) => at);
    const finding: Finding = known ?? {
      ...{entry: null, subject: null, pattern: [], ballots: [], firstAt: Infinity, lastAt: -Infinity},
      ...about,
    };
    finding.figures = about.figures;
    for (const {writer, batch, seq, marks} of ballots) finding.ballots.push({writer, batch, seq, marks});
    finding.firstAt = times.reduce((first, at) => Math.min(first, at), finding.firstAt);
    finding.lastAt = times.reduce((last, at) => Math.max(last, at), finding.lastAt);
    this.findings.set(key, finding);
  }

  all(): Finding[] {
    return [...this.findings.values()];
  }
}

/** A map that forgets what was not used for longest: what is watched stays bounded, however many vote. */
export class Recent<V> {
  private readonly values = new Map<string, V>();

  constructor(
    private readonly most: number,
    private readonly make: () => V,
  ) {}

  of(key: string): V {
    const value = this.values.get(key) ?? this.make();
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > this.most) {
      for (const oldest of this.values.keys()) {
        this.values.delete(oldest);
        break;
      }
    }
    return value;
  }
}
