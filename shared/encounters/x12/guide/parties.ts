import { CLAIM } from './claim.ts';
import { loop } from './spec.ts';

/** Name with an id that must be an NPI. */
const NPI = 'N N N N S=XX S2-80';
const ADDRESS = `N3 R1 R1-55 S1-55
N4 R1 R2-30 S2-2 S3-15 S2-3 N N S1-3`;
const MAYBE_ADDRESS = ADDRESS.replaceAll('R1 R', 'S1 R');
const CONTACT = 'R=IC S1-60 R=EM,FX,TE R1-256 S=EM,EX,FX,TE S1-256 S=EM,EX,FX,TE S1-256';
const PERSON = 'S1-60 S1-35 S1-25 N S1-10';
/** A birthday and sex. */
const BIRTH = 'R=D8 Rdate R=F,M,U';
const RELATED = '01,04,05,07,10,15,17,19,20,21,22,23,24,29,32,33,36,39,40,41,43,53,G8';
const WEIGHT = 'S=D8 Sdate S=GR,01 Sr1-10 S=Y';

const PATIENT = loop(
  '2000C',
  'S',
  0,
  `HL R1 Rn1-12 Rn1-12 R=23 R=0
PAT R1 R=${RELATED} N N N ${WEIGHT}`,
  [
    loop(
      '2010CA',
      'R',
      1,
      `NM1 R1 R=QC R=1 R1-60 S1-35 S1-25 N S1-10
${ADDRESS}
DMG R1 ${BIRTH}
REF S1 R=Y4 R1-50
REF S1 R=1W,SY R1-50
PER S1 R=IC S1-60 R=TE R1-256 S=EX S1-256`,
    ),
    CLAIM,
  ],
);

const SUBSCRIBER = loop(
  '2000B',
  'R',
  0,
  `HL R1 Rn1-12 Rn1-12 R=22 R=0,1
SBR R1 R=A,B,C,D,E,F,G,H,P,S,T,U S=18 S1-50 S1-60 S=12,13,14,15,16,41,42,43,47 N N N S=11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
PAT S1 N N N N ${WEIGHT}`,
  [
    loop(
      '2010BA',
      'R',
      1,
      `NM1 R1 R=IL R=1,2 R1-60 S1-35 S1-25 N S1-10 S=MI,II S2-80
${MAYBE_ADDRESS}
DMG S1 ${BIRTH}
REF S1 R=SY R1-50
REF S1 R=Y4 R1-50
PER S1 R=IC S1-60 R=TE R1-256 S=EX S1-256`,
    ),
    loop(
      '2010BB',
      'R',
      1,
      `NM1 R1 R=PR R=2 R1-60 N N N N R=PI,XV R2-80
${MAYBE_ADDRESS}
REF S3 R=2U,EI,FY,NF R1-50
REF S2 R=G2,LU R1-50`,
    ),
    CLAIM,
    PATIENT,
  ],
);

const BILLING = loop(
  '2000A',
  'R',
  0,
  `HL R1 Rn1-12 N R=20 R=1
PRV S1 R=BI R=PXC R1-50
CUR S1 R=85 R3-3`,
  [
    loop(
      '2010AA',
      'R',
      1,
      `NM1 R1 R=85 R=1,2 R1-60 S1-35 S1-25 N S1-10 S=XX S2-80
${ADDRESS}
REF R1 R=EI,SY R1-50
REF S2 R=0B,1G R1-50
PER S2 ${CONTACT}`,
    ),
    loop(
      '2010AB',
      'S',
      1,
      `NM1 R1 R=87 R=1,2 S1-60 ${NPI.replace('N N N N', 'S1-35 S1-25 N S1-10')}
${ADDRESS}`,
    ),
    loop(
      '2010AC',
      'S',
      1,
      `NM1 R1 R=PE R=2 R1-60 N N N N R=PI,XV R2-80
${ADDRESS}
REF S1 R=2U,FY,NF R1-50
REF R1 R=EI R1-50`,
    ),
    SUBSCRIBER,
  ],
);

/** A whole set between ST and SE. @see ASC X12 005010X222A1. */
export const SET_837P = loop(
  'ST',
  'R',
  1,
  `ST R1 R=837 R4-9 S1-35
BHT R1 R=0019 R=00,18 R1-50 Rdate Rtime R=31,CH,RP`,
  [
    loop(
      '1000A',
      'R',
      1,
      `NM1 R1 R=41 R=1,2 R1-60 ${PERSON.slice('S1-60 '.length)} R=46 R2-80
PER R2 ${CONTACT}`,
    ),
    loop('1000B', 'R', 1, 'NM1 R1 R=40 R=2 R1-60 N N N N R=46 R2-80'),
    BILLING,
  ],
);
