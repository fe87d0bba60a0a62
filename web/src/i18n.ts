import type { Lang, Text } from './api';

const words = {
    app: ['环境健康风险地图', 'Environmental health risk map'],
    skip: ['跳到地图', 'Skip to the map'],
    map: ['风险地图。方向键平移，加减号缩放，回车查询中心点', 'Risk map. Arrow keys pan, plus and minus zoom, Enter asks for the centre'],
    layers: ['图层', 'Layers'],
    legend: ['图例', 'Legend'],
    places: ['点位列表', 'Places'],
    settings: ['底图与设置', 'Base map and settings'],
    close: ['关闭', 'Close'],
    language: ['English', '中文'],
    languageHint: ['Switch to English', '切换到中文'],
    copyLink: ['复制链接', 'Copy link'],
    copied: ['链接已复制', 'Link copied'],
    copyFailed: ['请从地址栏复制链接', 'Please copy the link from the address bar'],
    saveImage: ['保存为图片', 'Save as image'],
    imageBlocked: ['此底图不允许导出图片', 'This base map does not allow saving an image'],
    print: ['打印', 'Print'],
    zoomIn: ['放大', 'Zoom in'],
    zoomOut: ['缩小', 'Zoom out'],
    measure: ['测距', 'Measure'],
    measureHint: ['点击加点，双击结束，Esc 退出', 'Click to add points, double-click to finish, Esc to leave'],
    home: ['全图', 'Whole area'],
    scenario: ['暴露情景', 'Exposure scenario'],
    risk: ['健康风险', 'Health risk'],
    substances: ['污染物', 'Substances'],
    uncertainty: ['不确定性', 'Uncertainty'],
    other: ['其他', 'Other'],
    overlays: ['叠加要素', 'Overlays'],
    opacity: ['不透明度', 'Opacity'],
    zones: ['化工集聚区', 'Chemical zones'],
    berths: ['泊位', 'Berths'],
    receptors: ['敏感受体', 'Receptors'],
    stations: ['监测点', 'Stations'],
    sources: ['排放源', 'Sources'],
    'risk-zones': ['风险分区边界', 'Risk zone outlines'],
    zone: ['化工集聚区', 'Chemical zone'],
    berth: ['泊位', 'Berth'],
    receptor: ['敏感受体', 'Receptor'],
    station: ['监测点', 'Station'],
    source: ['排放源', 'Source'],
    'risk-zone': ['风险分区', 'Risk zone'],
    point: ['地图点', 'Point'],
    pointColours: ['点的颜色为该处等级：泊位按园区室外人员，受体按居民。', 'Points are coloured by their own level: berths for outdoor workers, receptors for residents.'],
    approximate: ['示意范围', 'approximate'],
    approximateNote: [
        '边界为示意，非法定界线；在其不确定范围内不作结论。',
        'The outline is indicative, not a legal boundary; nothing is concluded within its uncertainty.',
    ],
    synthetic: ['示例数据·非真实', 'Sample data, not real'],
    syntheticNote: [
        '本图由示例项目的合成监测数据生成，不反映任何真实场所的风险。',
        'This map is drawn from a synthetic campaign and says nothing about the risk at any real place.',
    ],
    caption: [
        '慢性吸入; 室外浓度视同全天暴露; 不含急性、事故、异味及其他途径; 物质间按相加处理',
        'Chronic inhalation; outdoor air taken as all-day exposure; not acute effects, accidents, odour or other pathways; substances added up',
    ],
    captionAmbient: ['室外空气浓度; 仅为内插结果', 'Outdoor air concentrations; interpolated between stations'],
    defaults: ['项目默认,非国家标准', 'Project defaults, not a national standard'],
    defaultsOne: ['项目默认,非国家标准', 'Project default, not a national standard'],
    unreviewed: ['未经地图审核,仅供内部使用', 'Map not reviewed, for internal use only'],
    reviewed: ['审图号', 'Map review number'],
    notIncluded: ['不含', 'Not included'],
    atDetectionLimit: ['检出限相当于', 'its detection limit stands for'],
    levelOf: ['分级依据：致癌风险与危害指数取其高者', 'Level: the higher of cancer risk and hazard index'],
    cancerRisk: ['致癌风险', 'Cancer risk'],
    hazardIndex: ['危害指数', 'Hazard index'],
    level: ['风险等级', 'Risk level'],
    levelUpper: ['等级上限（95 %，仅插值）', 'Upper level (95 %, interpolation only)'],
    levelRange: ['坐标精度内等级范围', 'Levels within the coordinate’s precision'],
    notEstimable: ['无法估计', 'Not estimable'],
    unknown: ['未知', 'Unknown'],
    noData: ['无数据', 'No data'],
    uncoloured: ['不着色：未知或不在范围内', 'No colour: unknown, or outside'],
    period: ['数据期间', 'Data period'],
    run: ['运行', 'Run'],
    made: ['生成时间', 'Made'],
    grid: ['网格', 'Grid'],
    cursor: ['光标处', 'Under the cursor'],
    loading: ['正在载入…', 'Loading…'],
    serverGone: ['服务器没有响应，正在重试…', 'The server does not answer, retrying…'],
    retry: ['立即重试', 'Retry now'],
    failed: ['载入失败', 'Loading failed'],
    noLayers: ['这次运行没有可显示的图层。', 'This run has no layers to show.'],
    newRun: ['新的结果已发布', 'A newer run is published'],
    reload: ['载入', 'Load it'],
    baseMap: ['底图', 'Base map'],
    basePlain: ['简明海陆（离线可用）', 'Plain land and sea (works offline)'],
    baseTianditu: ['天地图', 'Tianditu'],
    baseXyz: ['自定义 XYZ', 'Custom XYZ'],
    tiandituKey: ['天地图密钥 (tk)', 'Tianditu key (tk)'],
    xyzUrl: ['瓦片地址', 'Tile address'],
    xyzHint: [
        '须含 {z} {x} {y}，墨卡托投影。高德、腾讯底图为 GCJ-02 坐标，会偏移约 500 m。',
        'Needs {z} {x} {y}, Web Mercator. AMap and Tencent maps are GCJ-02 and lie about 500 m off.',
    ],
    keptHere: ['只保存在此浏览器中。', 'Kept in this browser only.'],
    apply: ['使用', 'Use'],
    palette: ['色盲友好配色', 'Colour-blind-safe palette'],
    search: ['筛选编号、类型或等级', 'Filter by id, type or level'],
    sortBy: ['排序', 'Sort'],
    byId: ['编号', 'Id'],
    byLevel: ['等级', 'Level'],
    byDistance: ['距集聚区', 'Distance to zone'],
    shown: ['项', 'shown'],
    allValues: ['查询此处数值', 'Values at this place'],
    alsoHere: ['同一位置还有', 'Also here'],
    concentrations: ['浓度', 'Concentrations'],
    estimate: ['估计值', 'Estimate'],
    sd: ['标准差', 'SD'],
    type: ['类型', 'Type'],
    portArea: ['港区', 'Port area'],
    section: ['规划类别', 'Section'],
    district: ['行政区', 'District'],
    asWritten: ['坐标原文', 'Coordinate as written'],
    precision: ['坐标精度', 'Coordinate precision'],
    openYear: ['拟开放时间', 'Planned opening'],
    capacity: ['能力', 'Capacity'],
    driver: ['主要贡献物质', 'Driving substance'],
    reason: ['说明', 'Reason'],
    nearestZone: ['最近集聚区', 'Nearest zone'],
    findings: ['数据质量提示', 'Data findings'],
    sourceOf: ['来源', 'Source'],
    licence: ['许可', 'Licence'],
    uncertaintyM: ['位置不确定性', 'Position uncertainty'],
    area: ['面积', 'Area'],
    kind: ['类别', 'Kind'],
    samples: ['样品数', 'Samples'],
    representativeness: ['代表性', 'Representativeness'],
    below: ['低于检出限', 'below detection limit'],
    height: ['高度', 'Height'],
    emits: ['排放物质', 'Substances'],
    workerNote: ['园区室外人员（环境空气），不替代 GBZ 2.1 职业接触评价', 'People outdoors on site (ambient air); no substitute for an occupational assessment (GBZ 2.1)'],
    annual: ['全年', 'annual'],
    seasonal: ['季节', 'seasonal'],
    campaign: ['监测期', 'campaign'],
    'short-term': ['短期', 'short-term'],
} as const;

export type Word = keyof typeof words;

export function t(lang: Lang, word: Word): string {
    return words[word][lang === 'zh' ? 0 : 1];
}

export function isWord(text: string): text is Word {
    return text in words;
}

/** A text of the server in the reader's language, or in the other where one is missing. */
export function pick(lang: Lang, text: Partial<Text> | null | undefined): string {
    if (!text) return '';
    return (lang === 'zh' ? text.zh || text.en : text.en || text.zh) ?? '';
}

export function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

export const syntheticMark = words.synthetic[0];

/** The mark always holds the Chinese wording; English readers get both. */
export function markText(lang: Lang): string {
    return lang === 'zh' ? words.synthetic[0] : `${words.synthetic[0]} · ${words.synthetic[1]}`;
}
