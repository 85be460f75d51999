import {systemCaller, type Caller} from '@concours/kernel/identity';
import {accountWith} from '@concours/kernel/testing/callers';
import {execute} from '@concours/kernel/testing/execute';
import {engines} from '@concours/kernel/testing/scratch-database';
import {planSource, type World, world} from '../../testing/world.js';

const PUBLISH =
  'mutation ($id: ID!, $input: AnnouncementInput!) {publishAnnouncement(campaignId: $id, input: $input) {id publishedBy}}';
const RETRACT = 'mutation ($of: ID!, $reason: String!) {retractAnnouncement(id: $of, reason: $reason)}';
const LIST = `query ($id: ID!, $track: String, $first: Int!, $after: String) {campaign(id: $id) {
  announcements(trackKey: $track, first: $first, after: $after) {
    totalCount pageInfo {endCursor hasNextPage} nodes {title(language: EN) body trackKey publishedBy}}}}`;

describe.each(engines)('announcements, on %s', (engine) => {
  let w: World;
  let campaignId: string;
  beforeEach(async () => {
    w = await world(engine);
    await w.growFor(planSource);
    campaignId = (await w.slices.definitions.apply(systemCaller(), planSource, null)).id;
  });
  afterEach(() => w.close());

  const run = (query: string, variables: object, caller: Caller) =>
    execute(w.service, {query, variables: {id: campaignId, ...variables}, caller});
  const publish = (titleZh: string, trackKey: string | null = null, caller = w.caller('CAMPAIGN_OWNER', 'ah')) =>
    run(
      PUBLISH,
      {input: {titleZh, titleEn: trackKey && `about ${trackKey}`, bodyZh: '正文', bodyEn: null, trackKey}},
      caller,
    );
  const shown = async (more: object = {}) => {
    const answer = (await run(LIST, {track: null, first: 10, ...more}, accountWith())).expectData() as {
      campaign: {announcements: {nodes: {title: string}[]; totalCount: number; pageInfo: {endCursor: string}}};
    };
    return answer.campaign.announcements;
  };
  const titles = async (more: object = {}) => (await shown(more)).nodes.map(({title}) => title);

  it('are read by everybody, the newest first, about a track or about the whole campaign', async () => {
    for (const [title, track] of [
      ['一', null],
      ['二', 'poster'],
      ['三', 'song'],
    ] as const)
      (await publish(title, track)).expectData();
    expect(await titles()).toEqual(['about song', 'about poster', '一']);
    expect(await titles({track: 'poster'})).toEqual(['about poster', '一']);
    const first = await shown({first: 2});
    expect(first.totalCount).toBe(3);
    expect(await titles({after: first.pageInfo.endCursor})).toEqual(['一']);
    expect((await shown()).nodes[0]).toMatchObject({publishedBy: 'Somebody', body: '正文'});
  });

  it('are made by who runs the campaign, and by a host about its track', async () => {
    const host = w.caller('TRACK_HOST', 'ah', `${campaignId}/poster`);
    (await publish('海报', 'poster', host)).expectData();
    (await publish('歌曲', 'song', host)).expectRefusal('NOT_PERMITTED');
    (await publish('全部', null, host)).expectRefusal('NOT_PERMITTED');
    (await publish('全部', null, w.caller('UNIT_ADMIN', 'ah'))).expectRefusal('NOT_PERMITTED');
    (await publish('没有', 'none')).expectRefusal('NOT_FOUND');
    (await publish(' ')).expectRefusal('INPUT_INVALID');
  });

  it('are taken back with a reason, once', async () => {
    const {
      publishAnnouncement: {id: of},
    } = (await publish('错了')).expectData() as {publishAnnouncement: {id: string}};
    const owner = w.caller('CAMPAIGN_OWNER', 'ah');
    (await run(RETRACT, {of, reason: ' '}, owner)).expectRefusal('INPUT_INVALID');
    (await run(RETRACT, {of, reason: 'r'}, w.caller('TRACK_HOST', 'ah', `${campaignId}/poster`))).expectRefusal(
      'NOT_PERMITTED',
    );
    (await run(RETRACT, {of, reason: 'r'}, owner)).expectData();
    (await run(RETRACT, {of, reason: 'r'}, owner)).expectRefusal('NOT_FOUND');
    expect(await titles()).toEqual([]);
  });
});
