import type {OrganisationKind, OrganisationLevel} from '@concours/schema/organisation.kinds';
import {cities, directCounties, industries} from './places.js';
import type {Random} from './random.js';

/** A row of the organisation import. Public bodies are real, everything below a county is invented. */
export interface DemoOrganisation {
  code: string;
  parentCode: string | null;
  kind: OrganisationKind;
  level: OrganisationLevel;
  nameZh: string;
  nameEn: string;
  shortNameZh: string;
  shortNameEn: string;
}

const GRASSROOTS_PER_COUNTY = 15;
const GRASSROOTS_PER_INDUSTRY = 20;

const brands =
  '徽远/Huiyuan 江淮新/Newhuai 皖光/Wanguang 恒拓/Hengtuo 瑞禾/Ruihe 天柱/Tianzhu 明湖/Minghu 安泽/Anze 云岭/Yunling 启航/Qihang 华川/Huachuan 金穗/Jinsui 星锐/Xingrui 同辉/Tonghui 百川/Baichuan 青禾/Qinghe 长风/Changfeng 新桥/Xinqiao 宏图/Hongtu 博雅/Boya'
    .split(' ')
    .map(pair);
const trades =
  '机械/Machinery 纺织/Textiles 电子/Electronics 食品/Foods 物流/Logistics 建材/Building Materials 医药/Pharma 汽车零部件/Auto Parts 环保科技/Environment 家居/Furnishings 软件/Software 公交/City Buses 环卫/Sanitation 快递/Express 商贸/Trade 能源/Energy'
    .split(/ (?=[\u4e00-\u9fff])/)
    .map(pair);

function pair(text: string): {zh: string; en: string} {
  const [zh, en] = text.split('/');
  return {zh: zh!, en: en!};
}

/** About 2,000 organisations, parents before children: the bodies that the definitions name and the unions below them. */
export function demoOrganisations(random: Random): DemoOrganisation[] {
  const rows: DemoOrganisation[] = [
    body(
      'acftu',
      null,
      'FEDERATION',
      'NATIONAL',
      '中华全国总工会',
      'All-China Federation of Trade Unions',
      '全总',
      'ACFTU',
    ),
    body(
      'ah',
      'acftu',
      'FEDERATION',
      'PROVINCE',
      '安徽省总工会',
      'Anhui Provincial Federation of Trade Unions',
      '安徽省总',
      'Anhui',
    ),
    body(
      'ah.cac',
      'ah',
      'CYBERSPACE_OFFICE',
      'PROVINCE',
      '中共安徽省委网络安全和信息化委员会办公室',
      'Cyberspace Office of Anhui Province',
      '省委网信办',
      'Anhui Cyberspace Office',
    ),
    body(
      'ah.workers-daily',
      'ah',
      'MEDIA',
      'PROVINCE',
      '安徽工人日报社',
      "Anhui Workers' Daily",
      '安徽工人日报',
      "Workers' Daily",
    ),
    body(
      'ah.new-media',
      'ah',
      'MEDIA',
      'PROVINCE',
      '安徽新媒体集团',
      'Anhui New Media Group',
      '新媒体集团',
      'New Media Group',
    ),
    body(
      'ah.sports-association',
      'ah',
      'ASSOCIATION',
      'PROVINCE',
      '安徽省职工文化体育协会',
      "Anhui Workers' Culture and Sports Association",
      '职工文体协会',
      'Culture and Sports',
    ),
    body(
      'ah.culture-company',
      'ah',
      'COMPANY',
      'UNIT',
      '星桥文化传播公司',
      'Xingqiao Culture Company',
      '星桥文化',
      'Xingqiao',
    ),
    body('ah.news-portal', 'ah', 'MEDIA', 'UNIT', '江淮在线新闻网', 'Jianghuai Online', '江淮在线', 'Jianghuai Online'),
    body(
      'ah.chuzhou.network-company',
      'ah',
      'COMPANY',
      'UNIT',
      '滁州云亭网络技术有限公司',
      'Yunting Network Company, Chuzhou',
      '云亭网络',
      'Yunting',
    ),
    body(
      'ah.bozhou.postal-bank',
      'ah',
      'COMPANY',
      'UNIT',
      '亳州邮汇银行分行',
      'Youhui Bank, Bozhou branch',
      '亳州邮汇银行',
      'Youhui Bank',
    ),
  ];
  for (const {code, zh, en, counties} of cities) {
    const of = `ah.${code}`;
    rows.push(body(of, 'ah', 'FEDERATION', 'CITY', `${zh}市总工会`, `${en} Federation of Trade Unions`, zh, en));
    rows.push(
      body(
        `${of}.cac`,
        'ah',
        'CYBERSPACE_OFFICE',
        'CITY',
        `中共${zh}市委网络安全和信息化委员会办公室`,
        `Cyberspace Office of ${en}`,
        `${zh}市委网信办`,
        `${en} Cyberspace Office`,
      ),
    );
    counties.forEach((county, index) => {
      const under = `${of}.c${index + 1}`;
      rows.push(
        body(
          under,
          of,
          'FEDERATION',
          'COUNTY',
          `${county.zh}总工会`,
          `${county.en} Federation of Trade Unions`,
          county.zh,
          county.en,
        ),
      );
      rows.push(...grassroots(random, under, county, GRASSROOTS_PER_COUNTY));
    });
  }
  for (const {code, zh, en} of directCounties) {
    rows.push(
      body(
        `ah.${code}`,
        'ah',
        'FEDERATION',
        'DIRECT_COUNTY',
        `${zh}总工会`,
        `${en} Federation of Trade Unions`,
        zh,
        en,
      ),
    );
    rows.push(...grassroots(random, `ah.${code}`, {zh, en}, GRASSROOTS_PER_COUNTY));
  }
  for (const {code, zh, en} of industries) {
    const of = `ah.industry.${code}`;
    rows.push(
      body(
        of,
        'ah',
        'INDUSTRY_UNION',
        'PROVINCE',
        `安徽省${zh}工会`,
        `Anhui ${en} Union`,
        `省${zh}工会`,
        `${en} Union`,
      ),
    );
    rows.push(...grassroots(random, of, {zh: `省${zh}`, en}, GRASSROOTS_PER_INDUSTRY));
  }
  for (let index = 1; index <= 8; index++) {
    const brand = brands[index]!;
    rows.push(
      body(
        `ah.member.m${index}`,
        'ah',
        'COMPANY',
        'UNIT',
        `安徽${brand.zh}集团有限公司`,
        `Anhui ${brand.en} Group`,
        `${brand.zh}集团`,
        `${brand.en} Group`,
      ),
    );
  }
  return rows;
}

function grassroots(
  random: Random,
  parentCode: string,
  place: {zh: string; en: string},
  count: number,
): DemoOrganisation[] {
  const taken = new Set<string>();
  while (taken.size < count) taken.add(`${random.below(brands.length)}/${random.below(trades.length)}`);
  return [...taken].map((choice, index) => {
    const [brand, trade] = choice.split('/').map(Number) as [number, number];
    const zh = `${brands[brand]!.zh}${trades[trade]!.zh}`;
    const en = `${brands[brand]!.en} ${trades[trade]!.en}`;
    return body(
      `${parentCode}.g${index + 1}`,
      parentCode,
      'GRASSROOTS_UNION',
      'UNIT',
      `${place.zh}${zh}公司工会委员会`,
      `Union of ${en}, ${place.en}`,
      zh,
      en,
    );
  });
}

function body(
  code: string,
  parentCode: string | null,
  kind: OrganisationKind,
  level: OrganisationLevel,
  nameZh: string,
  nameEn: string,
  shortNameZh: string,
  shortNameEn: string,
): DemoOrganisation {
  return {code, parentCode, kind, level, nameZh, nameEn, shortNameZh, shortNameEn};
}
