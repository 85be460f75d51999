import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {ReminderAbout} from '@concours/campaigns/reminders/reminder.kinds';
import {systemCaller, type Caller} from '@concours/kernel/identity';
import {newId} from '@concours/kernel/ids';
import type {SeedWork} from '@concours/submissions/demo/seed-work';
import {AlarmCode} from '@concours/scoring/alarms/alarm.kinds';
import {png} from '../../services/kernel/testing/sample-media.js';
import {openSiege, type Siege} from '../federation/siege.js';
import {until} from '../support/child.js';
import {definitionOf} from './definition.js';
import {imported, staffed, written} from './staff.js';
import type {RoundRow, Work, World} from './world-rows.js';
import {campaigns, codeOf, everyTrack, markOf, places, type CampaignKey, type Place} from './places.js';

const AT = {works: '2024-06-10T10:00:00+08:00', freeze: '2024-07-25T10:00:00+08:00', end: '2024-08-08T10:00:00+08:00'};

/** A small tree with everything that may be seen or done, at each place from which it may be looked at. */
export async function openWorld(): Promise<World> {
  const siege = await openSiege(AT.works, {subgraphTimeoutMs: 60_000, subgraphMutationTimeoutMs: 60_000});
  await siege.organise([
    ['p', 'FEDERATION', 'PROVINCE', 'acftu'],
    ['p.own', 'FEDERATION', 'CITY', 'p'],
    ['p.sib', 'FEDERATION', 'CITY', 'p'],
    ['p.own.child', 'FEDERATION', 'COUNTY', 'p.own'],
  ]);
  const system = systemCaller();
  const unit = (place: Place): string => siege.idOf(codeOf[place]);
  const campaign = await applied(siege, system);
  const proposals = await proposed(siege, system);
  const reports = await reported(siege, system, campaign, unit);
  const reminders = await reminded(siege, system, campaign, unit);
  const notices = await noticed(siege, system, campaign, unit);
  const contacts = await hosted(siege, system, campaign);
  const publicists = await registered(siege, system, campaign, unit);
  const months = await fixed(siege, system, campaign);
  const works = await handedIn(siege, system, campaign, unit);
  const rounds = await scored(siege, system, campaign);
  siege.clock.set(AT.end);
  // heads come by the clock: all there will be are there before anybody asks
  // or its first time would come in the middle
  await siege.services.campaigns.slices.reconciliation.checkAll();
  await siege.services.scoring.ledger.sealing.seal();
  await siege.services.scoring.ledger.publishing.publishDue();
  const staff = await staffed(siege, system, unit);
  const imports = await imported(siege);
  const trail = await written(siege, campaign, unit);
  const told = {reports, reminders, publicists, months, contacts, ...notices};
  return {siege, system, unit, campaign, proposals, works, ...told, rounds, ...staff, imports, trail};
}

async function applied({services}: Siege, system: Caller): Promise<World['campaign']> {
  const found: Partial<World['campaign']> = {};
  for (const key of Object.keys(campaigns) as CampaignKey[]) {
    const {definitions} = services.campaigns.slices;
    found[key] = (await definitions.apply({...system, name: 'applier'}, definitionOf(key), null)).id;
    await until('the definition in force', async () => (await definitions.versionInForce(found[key]!)) > 0);
  }
  return found as World['campaign'];
}

async function proposed({services}: Siege, system: Caller): Promise<World['proposals']> {
  const found: Partial<World['proposals']> = {};
  for (const key of Object.keys(campaigns) as CampaignKey[]) {
    const {proposals} = services.campaigns.slices;
    const source = definitionOf(key).replace('workingDays: 1', 'workingDays: 2');
    const {id} = await proposals.propose({...system, name: 'proposer'}, source, 'x');
    await proposals.refuse(system, id, 'x');
    found[key] = id;
  }
  return found as World['proposals'];
}

/** Of each unit in each campaign one that counts, and one that came back. */
async function reported(
  {services}: Siege,
  system: Caller,
  campaign: World['campaign'],
  unit: World['unit'],
): Promise<World['reports']> {
  const {reports} = services.campaigns.slices;
  const rows: World['reports'] = [];
  for (const key of Object.keys(campaigns) as CampaignKey[])
    for (const place of places)
      for (const state of ['APPROVED', 'RETURNED'] as const) {
        const spot = {campaign: key, unit: place};
        const text = markOf(spot, 'report');
        const {id} = await reports.draft(system, campaign[key], {
          ...{organisationId: unit(place), title: text, heldOn: '2024-06-05', form: 'talk', place: text, content: text},
          ...{enterprise: text, links: [`https://example.cn/${encodeURI(text)}`]},
          ...{participants: 1, workersReached: 1, publicists: 1, audience: 1},
        } as never);
        await reports.submit(system, id);
        if (state === 'APPROVED') await reports.approve(system, id);
        else await reports.return(system, id, text);
        rows.push({...spot, id, state});
      }
  return rows;
}

/** In each campaign somebody of each unit. */
async function registered(
  {services}: Siege,
  system: Caller,
  campaign: World['campaign'],
  unit: World['unit'],
): Promise<World['publicists']> {
  const rows: World['publicists'] = [];
  for (const key of Object.keys(campaigns) as CampaignKey[])
    for (const place of places) {
      const spot = {campaign: key, unit: place};
      const [{publicist}] = await services.campaigns.slices.reporting.publicists.register(system, {
        ...{campaignId: campaign[key], organisationId: unit(place)},
        people: [{name: markOf(spot, 'publicist'), contact: `p${rows.length}@example.cn`}],
      });
      rows.push({...spot, id: publicist!.id});
    }
  return rows;
}

async function fixed({services}: Siege, system: Caller, campaign: World['campaign']): Promise<World['months']> {
  const rows: World['months'] = [];
  for (const key of Object.keys(campaigns) as CampaignKey[]) {
    const {id} = await services.campaigns.slices.reporting.monthly.fix(system, campaign[key], '2024-05');
    rows.push({campaign: key, id});
  }
  return rows;
}

/** To each unit in each campaign one. */
async function reminded(
  {services}: Siege,
  system: Caller,
  campaign: World['campaign'],
  unit: World['unit'],
): Promise<World['reminders']> {
  const rows: World['reminders'] = [];
  for (const key of Object.keys(campaigns) as CampaignKey[])
    for (const place of places) {
      const spot = {campaign: key, unit: place};
      const {sent} = await services.campaigns.slices.reminders.send(system, campaign[key], {
        ...{organisationIds: [unit(place)], about: ReminderAbout.REPORTS, text: markOf(spot, 'reminder')},
      });
      rows.push(...sent.map(({id}) => ({...spot, id})));
    }
  return rows;
}

/** Each unit has sent the notice of each campaign on, and asked something; of each track something was announced. */
async function noticed(
  {services}: Siege,
  system: Caller,
  campaign: World['campaign'],
  unit: World['unit'],
): Promise<Pick<World, 'forwardings' | 'questions' | 'announcements'>> {
  const {forwardings, questions, announcements} = services.campaigns.slices;
  const rows: Pick<World, 'forwardings' | 'questions' | 'announcements'> = {
    ...{forwardings: [], questions: [], announcements: []},
  };
  for (const key of Object.keys(campaigns) as CampaignKey[])
    for (const place of places) {
      const spot = {campaign: key, unit: place};
      const [{id}] = await forwardings.forward(system, {
        ...{organisationId: unit(place), title: markOf(spot, 'letter'), instructions: markOf(spot, 'letter')},
        notices: [{campaignId: campaign[key], dates: []}],
      });
      rows.forwardings.push({...spot, id});
      const about = {...spot, track: 'song'};
      const text = markOf(about, 'question');
      const of = {campaignId: campaign[key], trackKey: 'song', organisationId: unit(place)};
      rows.questions.push({...about, id: (await questions.ask(system, {...of, text})).id});
    }
  for (const {campaign: key, track} of everyTrack) {
    const input = {trackKey: track, titleZh: `公告 ${key} ${track}`, bodyZh: '正文'};
    rows.announcements.push({campaign: key, track, id: (await announcements.publish(system, campaign[key], input)).id});
  }
  return rows;
}

/** Of each track a contact, a work plan, and a duty that is done. */
async function hosted(
  {services, idOf}: Siege,
  system: Caller,
  campaign: World['campaign'],
): Promise<World['contacts']> {
  const {contacts, workPlans, duties} = services.campaigns.slices.hosts;
  const rows: World['contacts'] = [];
  for (const spot of everyTrack) {
    const trackId = `${campaign[spot.campaign]}:${spot.track}`;
    const text = markOf(spot, 'desk');
    const person = {organisationId: idOf('p'), department: text, name: text, email: 'x@example.org'};
    rows.push({...spot, id: (await contacts.add(system, trackId, person)).id});
    await workPlans.handIn(system, trackId, 0, text);
    await duties.mark(system, {trackId, duty: 'portal', done: true, note: text});
  }
  return rows;
}

async function handedIn(
  {services, dataDir}: Siege,
  system: Caller,
  campaign: World['campaign'],
  unit: World['unit'],
): Promise<Work[]> {
  const file = path.join(dataDir, 'cover.png');
  writeFileSync(file, png(90, 160));
  const {seed, slices} = services.submissions;
  const all: Work[] = [];
  for (const {campaign: key, track} of everyTrack) {
    const wanted = places.flatMap((place) =>
      (['RECOMMENDED', 'RETURNED', 'WITHDRAWN', 'SHORTLISTED'] as const).map((state) => ({
        ...{campaign: key, track, unit: place, state},
      })),
    );
    const seeds = wanted.map(({state, ...spot}): SeedWork => {
      const text = state === 'SHORTLISTED' ? `入围 ${key} ${track} ${spot.unit}` : markOf(spot, 'work');
      return {
        ...{trackKey: track, organisationId: unit(spot.unit), title: text, author: text},
        fields: [{key: 'contact', value: markOf(spot, 'contact')}],
        files: [{rule: 'cover', fileName: `${text}.png`, path: file}],
        at: new Date('2024-06-09T00:00:00Z'),
        state: state === 'SHORTLISTED' ? state : 'RECOMMENDED',
        recommendedById: unit(spot.unit),
      };
    });
    const ids = await seed.works(campaign[key], seeds);
    const rows = wanted.map((row, n) => ({...row, id: ids[n] ?? ''}));
    for (const row of rows) {
      const note = markOf(row, 'note');
      if (row.state === 'RETURNED') await slices.submissions.returnIt(system, row.id, note);
      if (row.state === 'WITHDRAWN') await slices.submissions.withdraw(system, row.id, note);
    }
    all.push(...rows);
  }
  for (const {campaign: key, track} of everyTrack) await slices.screenings.close(system, campaign[key], track);
  return all;
}

const POINTS = {frozen: '61.07', past: '62.08', open: '63.09'};
/** What a judge gave, of whom no caller may see it but by the results. */
export const SHEET = '91.25';

async function scored(siege: Siege, system: Caller, campaign: World['campaign']): Promise<RoundRow[]> {
  const {rounds, entries, judging, panels, results, ballots, awards, alarms} = siege.services.scoring.slices;
  const rows: RoundRow[] = [];
  for (const spot of everyTrack)
    for (const state of ['open', 'frozen', 'past'] as const) {
      const key = `${state}-${spot.track}`;
      const id = `${campaign[spot.campaign]}:${key}`;
      await until('the entries', async () => (await rounds.find(id))?.entriesComplete);
      const entered = await entries.ofRound(id);
      await alarms.raise((await rounds.find(id))!.ref, AlarmCode.CHECK_FAILED, 1);
      for (const [n, {id: entryId}] of entered.entries())
        if (state !== 'open' || n === 0)
          await judging.record(system, {roundId: id, entryId, component: 'clerk', points: POINTS[state]} as never);
      rows.push({...spot, id, key, state, entries: entered.map((entry) => ({...spot, id: entry.id}))});
      if (state !== 'open') continue;
      const judge = {...system, id: newId(), name: 'judge'};
      await panels.assign(system, id, [{accountId: judge.id, name: markOf(spot, 'judge')}]);
      const scores = [{criterion: 'voice', points: SHEET}];
      await judging.save(judge, {
        roundId: id,
        entryId: entered[0]!.id,
        scores,
        abstain: false,
        conflict: false,
      } as never);
      const voter = {...system, kind: 'voter' as const, id: null, voter: {app: 'app', id: `worker-${id}`}};
      await ballots.cast(voter, {roundId: id, requestId: `request-${id}`, entryIds: [entered[0]!.id]});
    }
  siege.clock.set(AT.freeze);
  for (const row of rows.filter(({state}) => state !== 'open')) {
    row.result = (
      await results.freeze(
        {...system, id: newId(), name: row.state === 'frozen' ? markOf(row, 'freezer') : 'freezer'},
        row.id,
      )
    ).id;
    if (row.state === 'past') await results.beginNotice(system, row.result);
  }
  siege.clock.set(AT.end);
  for (const row of rows.filter(({state}) => state === 'past'))
    await results.publish({...system, id: newId(), name: 'publisher'}, row.result!);
  for (const key of Object.keys(campaigns) as CampaignKey[])
    await awards.decide(system, campaign[key], 'units', [], [siege.idOf('p.sib')]);
  return rows;
}
