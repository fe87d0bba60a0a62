import type { Lang } from './api';

/** Codes that runs hold, in words. What is not listed is shown as it is. */
const codes: Record<string, [string, string]> = {
    'outside-study-area': ['在研究区之外，不作估计', 'outside the study area, not estimated'],
    unknown: ['附近无监测，无法估计', 'nothing measured nearby, not estimable'],
    'coordinate-inland': ['坐标落在陆地内部', 'coordinate lies inland'],
    'coordinate-coarse': ['坐标精度粗', 'coarse coordinate'],
    'coordinate-outlier': ['远离同港区其他泊位', 'far from its port area’s other berths'],
    'coordinate-near-duplicate': ['与另一泊位几乎重合', 'nearly on another berth'],
    'coordinate-shared': ['与其他泊位共用坐标', 'shares its coordinate'],
    'coordinate-outside': ['在行政区之外', 'outside the district'],
    'datum-suspect': ['坐标基准存疑', 'datum in doubt'],
    'unit-mixed': ['单位不一致', 'mixed units'],
    'date-before-plan': ['时间早于规划日期', 'date before the plan’s own'],
    'count-mismatch': ['数量与附件所述不符', 'count differs from the annex'],
    'emission-scale': ['排放与清单不符', 'emissions unlike the inventory'],
    'wind-turned': ['风向疑似记反', 'wind looks turned round'],
    'weather-speed': ['风速单位存疑', 'unit of wind speeds doubtful'],
    'weather-direction': ['风向单位存疑', 'unit of wind directions doubtful'],
    'weather-calm': ['静风过多', 'too many calms'],
    'near-source': ['源附近', 'near the source'],
    residential: ['居住区', 'residential'],
    'zone-edge': ['集聚区边缘', 'edge of a zone'],
    background: ['背景', 'background'],
    volume: ['面源（无组织）', 'fugitive'],
    point: ['点源（排气筒）', 'stack'],
    national: ['国控站', 'national station'],
    'national-no-data': ['国控站（本期无数据）', 'national station (no data in this period)'],
    医院: ['医院', 'hospital'],
    学校: ['学校', 'school'],
    公共卫生机构: ['公共卫生机构', 'public health institution'],
    妇幼保健院: ['妇幼保健院', 'maternal and child health hospital'],
    社区卫生服务中心: ['社区卫生服务中心', 'community health centre'],
    stack: ['点源（排气筒）', 'stack'],
};

/** One code or several, separated by commas, semicolons or spaces. */
export function codeText(text: string, lang: Lang): string {
    const known = (code: string) => codes[code]?.[lang === 'zh' ? 0 : 1];
    if (known(text)) return known(text);
    const parts = text.split(/[\s,;]+/).filter(Boolean);
    if (!parts.length || !parts.every(known)) return text;
    return parts.map(known).join(lang === 'zh' ? '；' : '; ');
}
