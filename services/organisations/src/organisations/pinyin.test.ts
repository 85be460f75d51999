import {soundsOf} from './pinyin.js';

test.each([
  ['合肥市总工会', 'hefeishizonggonghui', 'hfszgh'],
  ['重庆市', 'chongqingshi', 'cqs'],
  ['厦门市', 'xiamenshi', 'xms'],
  ['长沙市', 'changshashi', 'css'],
  ['六安市', 'luanshi', 'las'],
  ['亳州', 'bozhou', 'bz'],
  ['单县', 'shanxian', 'sx'],
  ['洪洞县', 'hongtongxian', 'htx'],
  ['广西壮族自治区', 'guangxizhuangzuzizhiqu', 'gxzzzzq'],
  ['中国银行亳州分行', 'zhongguoyinhangbozhoufenhang', 'zgyhbzfh'],
  ['吕梁市', 'lvliangshi', 'lls'],
  ['第12街道', 'di12jiedao', 'd12jd'],
])('%s sounds like %s, %s', (text, whole, initials) => {
  expect(soundsOf(text)).toEqual({whole, initials});
});

test('what is not Chinese has no sound of its own', () => {
  expect(soundsOf('ah.hefei')).toBeNull();
  expect(soundsOf('𠮷')).not.toBeNull();
});
