import type {Permission} from '@concours/schema/access';
import type {Asker, Finding} from './asking.js';
import {seesForwarding} from './campaigns.rows.js';
import {holds, marks, type CampaignKey, type Place, type Spot} from './places.js';
import {SHEET} from './world.js';

/** Who may read a text that carries a mark, by what the text is. */
const readers: Record<string, readonly Permission[]> = {
  work: ['work.read', 'screening.read'],
  note: ['work.read', 'screening.read'],
  contact: ['work.read', 'screening.read'],
  report: ['report.read'],
  publicist: ['publicist.read'],
  reminder: ['reminder.read'],
  question: ['question.read', 'campaign.answer'],
  desk: ['track.oversee'],
  judge: ['round.read'],
  freezer: ['round.read'],
  account: ['account.read'],
  key: ['key.read'],
  display: ['display.read'],
  app: ['app.read'],
  import: ['import.read'],
};

/** Looks for marks in everything that an asker heard, by whatever way it came. */
export function leaksIn({asker, text}: {asker: Asker; text: string}): Finding[] {
  const findings: Finding[] = [];
  for (const mark of new Set(text.match(marks) ?? [])) {
    const {spot, what} = spotOf(mark);
    const may = readers[what];
    if (what === 'letter' && seesForwarding(asker.held, spot)) continue;
    if (may?.some((need) => holds(asker.held, need, spot))) continue;
    findings.push({field: 'a text', asker: asker.name, place: mark, expected: 'never heard', got: 'heard'});
  }
  const reads = asker.held.some(({role}) =>
    ['CAMPAIGN_OWNER', 'TRACK_HOST', 'AUDITOR', 'PLATFORM_ADMIN'].includes(role),
  );
  if (!reads && text.includes(`"${SHEET}`))
    findings.push({field: "a judge's sheet", asker: asker.name, place: '—', expected: 'never heard', got: 'heard'});
  return findings;
}

function spotOf(mark: string): {spot: Spot; what: string} {
  const [, campaign, track, unit, what = ''] = /⟦(\w*)(?:\/(\w+))?@(\w*) ?(\w*)⟧/.exec(mark) ?? [];
  return {
    spot: {
      ...(campaign && {campaign: campaign as CampaignKey}),
      ...(track && {track}),
      ...(unit && {unit: unit as Place}),
    },
    what,
  };
}
