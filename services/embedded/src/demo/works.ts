import type {Random} from './random.js';

const surnames = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳',
];
const given =
  '思远 雨桐 明轩 静怡 浩然 晓岚 志诚 春燕 建业 慧敏 子墨 凌云 秋实 若溪 海川 芳菲 立新 月华 长青 文博 佳音 向阳 晨曦 永康 素心 景行 冬梅 乐山 知夏 望舒'.split(
    ' ',
  );
const songs =
  '灯火里的车间 江淮谣 母亲的手套 夜班车 大湖晚风 把春天焊进钢梁 我们的线路 麦浪 故乡的码头 快递员之歌 星光不问赶路人 师傅 白衣 淮水东流 一盏矿灯 铁轨向远方 桂花落在安全帽上 老街的清晨 巡线记 脚手架上的月亮 天柱云 纺织姑娘 千条江河 守望 穿城而过的风 山路 明天的厂房 早安 司机大哥 青春接力'.split(
    ' ',
  );

export interface DemoWork {
  title: string;
  author: string;
}

/** A singer and a song; names are drawn from lists and belong to nobody. */
export function demoWork(random: Random): DemoWork {
  return {
    title: random.pick(songs),
    author: random.pick(surnames) + random.pick(given),
  };
}

const places =
  '职工之家 文化广场 会议中心 工人文化宫 社区活动室 厂区食堂 企业培训室 高速服务区 建筑工地 物流园区'.split(' ');
const topics: Record<string, readonly string[]> = {
  quiz: ['网络安全知识竞赛', '网民素养答题', '个人信息保护擂台赛'],
  speech: ['一线职工故事主题演讲', '劳模精神宣讲', '青年职工演讲'],
  'public-benefit': ['职工书屋公益行', '义务维修日', '爱心送考'],
  volunteering: ['网络文明志愿服务', '银发触网志愿课', '反诈宣传志愿行'],
  publicity: ['网络安全宣传周进企业', '网络文明集中宣传', '防诈骗宣传进班组'],
  arts: ['职工文艺展演', '班组才艺汇演', '送文化下基层'],
};

/** The title and place of an offline event of one form. */
export function demoEvent(random: Random, form: string): {title: string; place: string} {
  return {title: random.pick(topics[form] ?? topics.publicity!), place: random.pick(places)};
}
