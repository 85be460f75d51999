import type {RoundView} from '../rounds/round.service.js';
import type {ScoreSheetRow} from './score-sheet.js';

/** What every entry about judging says. */
export function about({round, campaign}: RoundView, action: string) {
  return {
    action,
    subject: {type: 'Round', id: round.id},
    organisationId: campaign.ownerOrganisationId,
    campaignId: campaign.id,
  };
}

/** Of a sheet only what was touched: the points are for those alone who may read the round, and stand on the sheet. */
export function touched(before: ScoreSheetRow | null, sheet: ScoreSheetRow): object {
  const {entryId, component, abstained, conflict, version} = sheet;
  const keys = [...new Set([...Object.keys(before?.scores ?? {}), ...Object.keys(sheet.scores)])];
  const criteria = keys.filter((key) => before?.scores[key] !== sheet.scores[key]);
  return {entryId, component, criteria, abstained, conflict, version};
}
