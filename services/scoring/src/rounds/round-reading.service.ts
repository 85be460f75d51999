import type {Clock} from '@concours/kernel/clock';
import type {RequestContext} from '@concours/kernel/request-context';
import {BallotRules} from './ballot-rules.js';
import {Cut} from './cut.js';
import {type RoundState, Visibility} from './round.kinds.js';
import type {Rounds, RoundView} from './round.service.js';
import type {Round} from './round.js';

/** What the graph tells of rounds. */
export class RoundReading {
  constructor(
    private readonly rounds: Rounds,
    private readonly clock: Clock,
  ) {}

  find(id: string): Promise<Round | null> {
    return this.rounds.find(id);
  }

  ofCampaign(campaignId: string): Promise<Round[]> {
    return this.rounds.ofCampaign(campaignId);
  }

  view(round: Round, context: RequestContext): Promise<RoundView> {
    return context.load<Round, RoundView>('round view', round, (rounds) =>
      Promise.all(rounds.map((each) => this.rounds.view(each))),
    );
  }

  async state(round: Round, context: RequestContext): Promise<RoundState> {
    return this.rounds.state(await this.view(round, context));
  }

  async ballot(round: Round, context: RequestContext): Promise<BallotRules | null> {
    const {limits} = await this.view(round, context);
    if (!limits) return null;
    const {opensAt, closesAt, freezesAt} = limits;
    return Object.assign(new BallotRules(), {
      perDay: limits.perDay,
      perRound: limits.perRound,
      perEntryPerDay: limits.perEntryPerDay,
      ...{perEntryPerRound: limits.perEntryPerRound, rolling: limits.rolling},
      ...{ballotsPerDay: limits.ballotsPerDay, ballotsPerRound: limits.ballotsPerRound},
      ...{byConstituency: limits.groups !== null, ownGroupExcluded: limits.ownGroupExcluded},
      marksAtLeast: limits.marksAtLeast,
      marksAtMost: limits.marksAtMost,
      ownUnitExcluded: limits.ownUnitExcluded,
      visibility: Visibility[limits.visibility],
      delayMinutes: limits.visibility === 'DELAYED' ? limits.delayMs / 60_000 : null,
      voters: limits.voters,
      opensAt: dateOf(opensAt),
      closesAt: dateOf(closesAt),
      freezesAt: dateOf(freezesAt),
      frozen: freezesAt !== null && this.clock.now().getTime() >= freezesAt,
    });
  }

  /** The window of the round's own stage, in which judges score and clerks record. */
  async scoring(round: Round, context: RequestContext): Promise<{opensAt: Date | null; closesAt: Date | null}> {
    const view = await this.view(round, context);
    const {window} = this.rounds.stage(view, view.definition.stage, this.clock.now());
    const at = (text: string | null): Date | null => (text === null ? null : new Date(text));
    return {opensAt: at(window.opensAt), closesAt: at(window.closesAt)};
  }

  async cut(round: Round, context: RequestContext): Promise<Cut | null> {
    const {cut} = (await this.view(round, context)).definition;
    if (!cut) return null;
    const nextRound = cut.next === undefined ? null : await this.rounds.find(`${round.campaignId}:${cut.next}`);
    return Object.assign(new Cut(), {
      ...{to: cut.to, exactly: cut.mode === 'EXACTLY', nextRound},
      ...{directFirst: cut.direct?.first ?? null, directComponent: cut.direct?.component ?? null},
    });
  }
}

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));
