import type { Role } from '#shared/roles.ts';
import { npiFrom } from './numbers.ts';

/** The agency of the demo, as the set-up asks for it. */
export const AGENCY = {
  name: 'Larkmeadow Community Care',
  npi: npiFrom('100000001'),
  tin: '000556677',
  taxonomy: '251B00000X',
  address: '12 Lupine Way',
  city: 'Fogmere',
  state: 'CA',
  zip: '946990001',
  phone: '5105550100',
  email: 'desk@larkmeadow.example',
  timeZone: 'America/Los_Angeles',
} as const;

/** A member of staff of the demo agency. */
export interface DemoStaff {
  readonly key: StaffKey;
  readonly name: string;
  readonly role: Role;
  readonly credential: string;
  readonly clinical: boolean;
  readonly npi: string | null;
  readonly taxonomy: string | null;
}

export type StaffKey = 'lena' | 'nadia' | 'teo' | 'imani' | 'ines' | 'sol';

/** The staff; the first one, the administrator, creates the workspace. */
export const STAFF: readonly DemoStaff[] = [
  {
    key: 'lena',
    name: 'Lena Vantree',
    role: 'administrator',
    credential: '',
    clinical: false,
    npi: null,
    taxonomy: null,
  },
  {
    key: 'nadia',
    name: 'Nadia Brightwater',
    role: 'care_coordinator',
    credential: '',
    clinical: false,
    npi: npiFrom('100000011'),
    taxonomy: '171M00000X',
  },
  {
    key: 'teo',
    name: 'Teo Larkspur',
    role: 'outreach_worker',
    credential: 'CHW',
    clinical: false,
    npi: null,
    taxonomy: '172V00000X',
  },
  {
    key: 'imani',
    name: 'Imani Quillfeather',
    role: 'clinical_lead',
    credential: 'RN',
    clinical: true,
    npi: npiFrom('100000013'),
    taxonomy: '163W00000X',
  },
  {
    key: 'ines',
    name: 'Ines Coppercap',
    role: 'housing_navigator',
    credential: '',
    clinical: false,
    npi: null,
    taxonomy: '171M00000X',
  },
  {
    key: 'sol',
    name: 'Sol Inkwell',
    role: 'billing_lead',
    credential: '',
    clinical: false,
    npi: null,
    taxonomy: null,
  },
];

/** A fictional plan, with the ids its files carry. */
export interface DemoPlan {
  readonly key: 'sunpoppy' | 'bluelark';
  readonly name: string;
  readonly shortName: string;
  readonly receiverId: string;
  readonly contactName: string;
  readonly fileNameTemplate: string;
}

/** The plans the agency works for; only the first one takes files by SFTP. */
export const PLANS: readonly DemoPlan[] = [
  {
    key: 'sunpoppy',
    name: 'Sunpoppy Health Plan',
    shortName: 'Sunpoppy',
    receiverId: 'SUNPOPPY01',
    contactName: 'Sol Inkwell',
    fileNameTemplate: 'LARK_837P_{date}_{sequence}.x12',
  },
  {
    key: 'bluelark',
    name: 'Bluelark Health Plan',
    shortName: 'Bluelark',
    receiverId: 'BLUELARK01',
    contactName: 'Sol Inkwell',
    fileNameTemplate: 'Larkmeadow-{date}-{sequence}.x12',
  },
];

/** X12 sender id of the agency. */
export const SENDER_ID = 'LARKMEADOW';
