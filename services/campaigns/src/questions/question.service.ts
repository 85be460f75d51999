import {changes} from '@concours/kernel/audit/changes';
import {record} from '@concours/kernel/audit/record';
import type {Clock} from '@concours/kernel/clock';
import type {Database} from '@concours/kernel/database';
import type {Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import {inputInvalid, notFound, notPermitted, versionConflict} from '@concours/kernel/refusal';
import {demand, type Need} from '@concours/kernel/scope';
import {permissions} from '@concours/schema/access';
import {IsNull} from 'typeorm';
import type {Campaign} from '../campaigns/campaign.js';
import type {Campaigns} from '../campaigns/campaign.service.js';
import {OrganisationRef} from '../organisations/organisation-ref.js';
import {Question} from './question.js';
import {questionsWaiting} from './question.refusals.js';
import type {QuestionReading} from './question-reading.service.js';

/** A unit that waits for so many answers asks no more: nobody's desk is flooded. */
const MOST_WAITING = 10;
const MOST_ASKED = 1_000;
const MOST_ANSWERED = 5_000;

export interface Answer {
  answer: string;
  publish: boolean;
  /** The question in other words, where the asker's own would tell who asked. */
  publicText: string | null;
}

/** Units ask, who runs the campaign or hosts the track answers, and what concerns others too is published without the asker (R130). */
export class Questions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly reading: QuestionReading,
  ) {}

  async ask(
    caller: Caller,
    {campaignId, trackKey, organisationId, text}: Pick<Question, 'campaignId' | 'trackKey' | 'organisationId' | 'text'>,
  ): Promise<Question> {
    const campaign = await this.campaigns.published(campaignId);
    const unit = await this.database.read.findOneBy(OrganisationRef, {id: organisationId});
    if (!unit) throw notPermitted();
    const need = {roles: permissions['question.ask'], path: unit.path, within: withinOf(campaignId, trackKey)};
    demand(caller, need);
    demandTrack(campaign, trackKey);
    const asked = textOf(text, MOST_ASKED, 'text');
    const question = Object.assign(new Question(), {
      ...{id: newId(), campaignId, trackKey, organisationId, text: asked, askedAt: this.clock.now()},
      ...{askedById: caller.id, askedByName: caller.name, answer: null, answeredAt: null, answeredById: null},
      ...{publicText: null, publishedAt: null, amendedAt: null, version: 1},
    });
    await this.database.write(async (manager) => {
      const waiting = await manager.countBy(Question, {campaignId, organisationId, answeredAt: IsNull()});
      if (waiting >= MOST_WAITING) throw questionsWaiting({most: MOST_WAITING});
      await manager.insert(Question, question);
      await record(manager, caller, {...entryOf(question, 'askQuestion'), need, after: {text: asked, trackKey}});
    });
    return question;
  }

  /** Answering again changes the answer, and a clarification with it: everybody sees that it was changed. */
  async answer(caller: Caller, id: string, version: number, given: Answer): Promise<Question> {
    const {question, need} = await this.demandAnswering(caller, id);
    if (question.version !== version) throw versionConflict({current: question.version});
    const now = this.clock.now();
    const wasPublished = question.publishedAt !== null;
    return this.change(caller, need, question, 'answerQuestion', {
      answer: textOf(given.answer, MOST_ANSWERED, 'answer'),
      answeredAt: now,
      answeredById: caller.id,
      publicText: given.publicText?.trim() ? textOf(given.publicText, MOST_ASKED, 'publicText') : null,
      publishedAt: given.publish ? (question.publishedAt ?? now) : question.publishedAt,
      amendedAt: wasPublished ? now : null,
    });
  }

  async retract(caller: Caller, id: string, reason: string): Promise<Question> {
    const {question, need} = await this.demandAnswering(caller, id);
    const why = textOf(reason, 500, 'reason');
    if (question.publishedAt === null) return question;
    return this.change(caller, need, question, 'retractClarification', {publishedAt: null, amendedAt: null}, why);
  }

  private async change(
    caller: Caller,
    need: Need,
    question: Question,
    action: string,
    changed: Partial<Omit<Question, 'organisation'>>,
    reason?: string,
  ): Promise<Question> {
    const {id, version} = question;
    const next = {...changed, version: version + 1};
    await this.database.write(async (manager) => {
      const {affected} = await manager.update(Question, {id, version}, next);
      if (affected !== 1) throw versionConflict();
      await record(manager, caller, {...entryOf(question, action), need, ...changes(question, changed), reason});
    });
    return Object.assign(new Question(), question, next);
  }

  private async demandAnswering(caller: Caller, id: string): Promise<{question: Question; need: Need}> {
    const question = await this.reading.one(caller, id);
    const campaign = await this.campaigns.one(caller, question.campaignId);
    const path = await this.campaigns.ownerPath(campaign);
    const within = withinOf(campaign.id, question.trackKey);
    const need = {roles: permissions['campaign.answer'], path, within};
    demand(caller, need);
    return {question, need};
  }
}

const withinOf = (campaignId: string, trackKey: string | null): string =>
  trackKey === null ? campaignId : `${campaignId}/${trackKey}`;

function demandTrack({document}: Campaign, trackKey: string | null): void {
  if (trackKey !== null && !document.tracks.some(({key}) => key === trackKey)) throw notFound();
}

function textOf(text: string, most: number, field: string): string {
  const plain = text.trim();
  if (plain === '' || [...plain].length > most) throw inputInvalid({field});
  return plain;
}

function entryOf({id, organisationId, campaignId}: Question, action: string) {
  return {action, subject: {type: 'Question', id}, organisationId, campaignId};
}
