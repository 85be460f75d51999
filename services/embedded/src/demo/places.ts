/** Cities of the province with their districts and counties: code, Chinese, English, then the parts as "zh en" pairs. */
export interface City {
  code: string;
  zh: string;
  en: string;
  counties: readonly {zh: string; en: string}[];
}

const city = (code: string, zh: string, en: string, counties: string): City => ({
  code,
  zh,
  en,
  counties: counties.split(' ').map((pair) => {
    const [name, english] = pair.split('/');
    return {zh: name!, en: english!};
  }),
});

export const cities: readonly City[] = [
  city(
    'hefei',
    '合肥',
    'Hefei',
    '瑶海区/Yaohai 庐阳区/Luyang 蜀山区/Shushan 包河区/Baohe 长丰县/Changfeng 肥东县/Feidong 肥西县/Feixi 庐江县/Lujiang 巢湖市/Chaohu',
  ),
  city('huaibei', '淮北', 'Huaibei', '杜集区/Duji 相山区/Xiangshan 烈山区/Lieshan 濉溪县/Suixi'),
  city('bozhou', '亳州', 'Bozhou', '谯城区/Qiaocheng 涡阳县/Guoyang 蒙城县/Mengcheng 利辛县/Lixin'),
  city('suzhou', '宿州', 'Suzhou (Anhui)', '埇桥区/Yongqiao 砀山县/Dangshan 萧县/Xiaoxian 灵璧县/Lingbi 泗县/Sixian'),
  city(
    'bengbu',
    '蚌埠',
    'Bengbu',
    '龙子湖区/Longzihu 蚌山区/Bengshan 禹会区/Yuhui 淮上区/Huaishang 怀远县/Huaiyuan 五河县/Wuhe 固镇县/Guzhen',
  ),
  city(
    'fuyang',
    '阜阳',
    'Fuyang',
    '颍州区/Yingzhou 颍东区/Yingdong 颍泉区/Yingquan 临泉县/Linquan 太和县/Taihe 阜南县/Funan 颍上县/Yingshang 界首市/Jieshou',
  ),
  city(
    'huainan',
    '淮南',
    'Huainan',
    '大通区/Datong 田家庵区/Tianjia’an 谢家集区/Xiejiaji 八公山区/Bagongshan 潘集区/Panji 凤台县/Fengtai 寿县/Shouxian',
  ),
  city(
    'chuzhou',
    '滁州',
    'Chuzhou',
    '琅琊区/Langya 南谯区/Nanqiao 来安县/Lai’an 全椒县/Quanjiao 定远县/Dingyuan 凤阳县/Fengyang 天长市/Tianchang 明光市/Mingguang',
  ),
  city(
    'luan',
    '六安',
    'Lu’an',
    '金安区/Jin’an 裕安区/Yu’an 叶集区/Yeji 霍邱县/Huoqiu 舒城县/Shucheng 金寨县/Jinzhai 霍山县/Huoshan',
  ),
  city(
    'maanshan',
    '马鞍山',
    'Ma’anshan',
    '花山区/Huashan 雨山区/Yushan 博望区/Bowang 当涂县/Dangtu 含山县/Hanshan 和县/Hexian',
  ),
  city(
    'wuhu',
    '芜湖',
    'Wuhu',
    '镜湖区/Jinghu 弋江区/Yijiang 鸠江区/Jiujiang 湾沚区/Wanzhi 繁昌区/Fanchang 南陵县/Nanling 无为市/Wuwei',
  ),
  city(
    'xuancheng',
    '宣城',
    'Xuancheng',
    '宣州区/Xuanzhou 郎溪县/Langxi 泾县/Jingxian 绩溪县/Jixi 旌德县/Jingde 宁国市/Ningguo',
  ),
  city('tongling', '铜陵', 'Tongling', '铜官区/Tongguan 义安区/Yi’an 郊区/Jiaoqu 枞阳县/Zongyang'),
  city('chizhou', '池州', 'Chizhou', '贵池区/Guichi 东至县/Dongzhi 石台县/Shitai 青阳县/Qingyang'),
  city(
    'anqing',
    '安庆',
    'Anqing',
    '迎江区/Yingjiang 大观区/Daguan 宜秀区/Yixiu 怀宁县/Huaining 太湖县/Taihu 望江县/Wangjiang 岳西县/Yuexi 桐城市/Tongcheng 潜山市/Qianshan',
  ),
  city(
    'huangshan',
    '黄山',
    'Huangshan',
    '屯溪区/Tunxi 黄山区/Huangshanqu 徽州区/Huizhou 歙县/Shexian 休宁县/Xiuning 黟县/Yixian 祁门县/Qimen',
  ),
];

export const directCounties = [
  {code: 'guangde', zh: '广德市', en: 'Guangde'},
  {code: 'susong', zh: '宿松县', en: 'Susong'},
] as const;

export const industries = [
  {code: 'education', zh: '教科文卫体', en: 'Education, Science, Culture, Health and Sports'},
  {code: 'finance', zh: '金融', en: 'Finance'},
  {code: 'transport', zh: '交通运输', en: 'Transport'},
  {code: 'power', zh: '电力', en: 'Power'},
  {code: 'post', zh: '邮政', en: 'Post'},
  {code: 'telecom', zh: '通信', en: 'Telecommunications'},
  {code: 'construction', zh: '建筑', en: 'Construction'},
  {code: 'machinery', zh: '机械冶金', en: 'Machinery and Metallurgy'},
  {code: 'coal', zh: '煤炭化工', en: 'Coal and Chemistry'},
  {code: 'light', zh: '轻工纺织', en: 'Light Industry and Textiles'},
  {code: 'agriculture', zh: '农林水利', en: 'Agriculture, Forestry and Water'},
  {code: 'geology', zh: '地质测绘', en: 'Geology and Surveying'},
] as const;
