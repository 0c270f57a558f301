/** An org unit as `POST /api/v1/org-units` takes it. */
export type OrgUnitEntry = {
  readonly id: string;
  readonly parent: string | null;
  readonly type: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly validFrom: string;
};

const validFrom = '2020-01-01';

/** An org unit that exists since before the first figure. */
export function orgUnit(
  id: string,
  parent: string | null,
  words: Pick<OrgUnitEntry, 'type' | 'nameZh' | 'nameEn'>,
): OrgUnitEntry {
  return { id, parent, ...words, validFrom };
}

type Row = readonly [id: string, parent: string | null, type: string, nameZh: string, nameEn: string];

const rows: readonly Row[] = [
  ['cn', null, 'nation', '全国', 'China'],
  ['11', 'cn', 'province', '北京市', 'Beijing'],
  ['12', 'cn', 'province', '天津市', 'Tianjin'],
  ['21', 'cn', 'province', '辽宁省', 'Liaoning'],
  ['31', 'cn', 'province', '上海市', 'Shanghai'],
  ['33', 'cn', 'province', '浙江省', 'Zhejiang'],
  ['34', 'cn', 'province', '安徽省', 'Anhui'],
  ['35', 'cn', 'province', '福建省', 'Fujian'],
  ['37', 'cn', 'province', '山东省', 'Shandong'],
  ['42', 'cn', 'province', '湖北省', 'Hubei'],
  ['43', 'cn', 'province', '湖南省', 'Hunan'],
  ['44', 'cn', 'province', '广东省', 'Guangdong'],
  ['45', 'cn', 'province', '广西壮族自治区', 'Guangxi'],
  ['50', 'cn', 'province', '重庆市', 'Chongqing'],
  ['62', 'cn', 'province', '甘肃省', 'Gansu'],
  ['64', 'cn', 'province', '宁夏回族自治区', 'Ningxia'],
  ['3307', '33', 'city', '金华市', 'Jinhua'],
  ['3702', '37', 'city', '青岛市', 'Qingdao'],
  ['4501', '45', 'city', '南宁市', 'Nanning'],
  ['310112', '31', 'district', '闵行区', 'Minhang District'],
];

/** The nation, the authorities whose figures are published, and what lies between them; parents first. */
export const authorityUnits: readonly OrgUnitEntry[] = rows.map(([id, parent, type, nameZh, nameEn]) =>
  orgUnit(id, parent, { type, nameZh, nameEn }),
);
