import {storyOf, type Period} from './history';

const period = (event: Period['event'], more: Partial<Period> = {}): Period => ({
  ...{event, from: '2024-01-01T00:00:00Z', until: null, reason: null, kind: 'FEDERATION', level: 'CITY', closed: false},
  ...{name: '合肥市总工会', parent: {id: '1', name: '安徽省总工会'}, counterpart: null},
  ...more,
});
const words = {kind: () => 'kind', level: () => 'level'};

test('the latest comes first', () => {
  const story = storyOf([period('CREATED'), period('RENAMED')], words);
  expect(story.map(({key}) => key)).toEqual(['event_RENAMED', 'event_CREATED']);
  expect(story[0]!.values).toMatchObject({name: '合肥市总工会', parent: '安徽省总工会'});
});

test('what was split off says off what', () => {
  const [told] = storyOf([period('CREATED', {counterpart: {id: '2', name: '巢湖市总工会'}})], words);
  expect([told!.key, told!.values.counterpart]).toEqual(['splitOff', '巢湖市总工会']);
});
