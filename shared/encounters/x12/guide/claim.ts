import { LINE } from './line.ts';
import { loop } from './spec.ts';

const NAME = 'R=1,2 S1-60 S1-35 S1-25 N S1-10 S=XX S2-80';
const PERSON = 'R=1 R1-60 S1-35 S1-25 N S1-10 S=XX S2-80';
const SECOND_ID = 'REF S4 R=0B,1G,G2,LU R1-50';
const ADDRESS = `N3 R1 R1-55 S1-55
N4 R1 R2-30 S2-2 S3-15 S2-3 N N S1-3`;
/** One diagnosis after the first; the code kinds of ICD-10-CM and of ICD-9-CM before it. */
const OTHER = 'S(R=ABF,BF|R1-30)';
const INFORMATION = (kinds: string) =>
  `HI S2 R(R=${kinds}|R1-30|S2-3|S1-35|Sr1-18|Sr1-15) 11xS(R=${kinds}|R1-30|S2-3|S1-35|Sr1-18|Sr1-15)`;

/** Another payer of the claim, 2320 with 2330A to G. */
const OTHER_PAYER = loop(
  '2320',
  'S',
  10,
  `SBR R1 R=A,B,C,D,E,F,G,H,P,S,T,U R=01,18,19,20,21,39,40,53,G8 S1-50 S1-60 S=12,13,14,15,16,41,42,43,47 N N N S2-2
CAS S5 R=CO,CR,OA,PI,PR R1-5 Rr1-18 Sr1-15 15xS1-18
AMT S1 R=D Rr1-18
AMT S1 R=A8 Rr1-18
AMT S1 R=EAF Rr1-18
OI R1 N N R=N,W,Y S=B,P N R=I,Y
MOA S1 Sr1-10 Sr1-18 5xS1-50 Sr1-18 Sr1-18`,
  [
    loop(
      '2330A',
      'R',
      1,
      `NM1 R1 R=IL R=1,2 R1-60 S1-35 S1-25 N S1-10 R=II,MI R2-80
${ADDRESS.replaceAll('R1 R', 'S1 R')}
REF S2 R=SY R1-50`,
    ),
    loop(
      '2330B',
      'R',
      1,
      `NM1 R1 R=PR R=2 R1-60 N N N N R=PI,XV R2-80
${ADDRESS.replaceAll('R1 R', 'S1 R')}
DTP S1 R=573 R=D8 Rdate
REF S6 R=2U,EI,FY,NF,G1,9F,T4,F8 R1-50`,
    ),
    loop(
      '2330C',
      'S',
      2,
      `NM1 R1 R=DN,P3 R=1
REF R3 R=0B,1G,G2 R1-50`,
    ),
    loop(
      '2330D',
      'S',
      1,
      `NM1 R1 R=82 R=1,2
REF R3 R=0B,1G,G2,LU R1-50`,
    ),
    loop(
      '2330E',
      'S',
      1,
      `NM1 R1 R=77 R=2
REF R3 R=0B,G2,LU R1-50`,
    ),
    loop(
      '2330F',
      'S',
      1,
      `NM1 R1 R=DQ R=1
REF R4 R=0B,1G,G2,LU R1-50`,
    ),
    loop(
      '2330G',
      'S',
      1,
      `NM1 R1 R=85 R=1,2
REF R2 R=G2,LU R1-50`,
    ),
  ],
);

/** A claim, loop 2300 with everything inside it. @see ASC X12 005010X222A1. */
export const CLAIM = loop(
  '2300',
  'S',
  100,
  `CLM R1 R1-38 Rr1-18 N N R(R1-2|R=B|R=1,7,8) R=N,Y R=A,B,C R=N,W,Y R=I,Y S=P S(R=AA,EM,OA|S=AA,EM,OA|N|S2-2|S2-3) S=02,03,05,09 7xN S=1,2,3,4,5,6,7,8,9,10,11,15
DTP S20 R=431,454,304,453,439,484,455,471,314,360,361,297,296,435,096,090,091,444,050 R=D8,DT,RD8,TM R4-35
PWK S10 R2-2 R=AA,BM,EL,EM,FT,FX N N S=AC S2-80
CN1 S1 R=01,02,03,04,05,06,09 Sr1-18 Sr1-6 S1-50 Sr1-6 S1-30
AMT S1 R=F5 Rr1-18
REF S1 R=4N R1-50
REF S1 R=F5 R=N,Y
REF S1 R=EW R1-50
REF S1 R=9F R1-50
REF S1 R=G1 R1-50
REF S1 R=F8 R1-50
REF S1 R=X4 R1-50
REF S1 R=9A R1-50
REF S1 R=9C R1-50
REF S1 R=LX R1-50
REF S1 R=D9 R1-50
REF S1 R=EA R1-50
REF S1 R=P4 R1-50
REF S1 R=1J R1-50
K3 S10 R1-80
NTE S1 R=ADD,CER,DCP,DGN,TPO R1-80
CR1 S1 S=LB Sr1-10 N R=A,B,C,D,E R=DH Rr1-15 N N S1-80 S1-80
CR2 S1 7xN R=A,C,D,E,F,G,M N S1-80 S1-80
CRC S8 R=07,75,E1,E2,E3,ZZ R=N,Y R2-3 S2-3 S2-3 S2-3 S2-3
HI R1 R(R=ABK,BK|R1-30) 11x${OTHER}
${INFORMATION('BP,BO')}
${INFORMATION('BG')}
HCP S1 R=00,01,02,03,04,05,07,08,09,10,11,12,13,14 Rr1-18 Sr1-18 S1-50 Sr1-9 S1-50 Sr1-18 4xS1-50 S1-2 S1-2 S1-2 S1-2`,
  [
    loop(
      '2310A',
      'S',
      2,
      `NM1 R1 R=DN,P3 ${PERSON}
REF S3 R=0B,1G,G2 R1-50`,
    ),
    loop(
      '2310B',
      'S',
      1,
      `NM1 R1 R=82 ${NAME.replace('S1-60', 'R1-60')}
PRV S1 R=PE R=PXC R1-50
${SECOND_ID}`,
    ),
    loop(
      '2310C',
      'S',
      1,
      `NM1 R1 R=77 R=2 R1-60 N N N N S=XX S2-80
${ADDRESS}
REF S3 R=0B,G2,LU R1-50
PER S1 R=IC S1-60 R=TE R1-256 S=EX S1-256`,
    ),
    loop(
      '2310D',
      'S',
      1,
      `NM1 R1 R=DQ ${PERSON}
${SECOND_ID}`,
    ),
    loop(
      '2310E',
      'S',
      1,
      `NM1 R1 R=PW R=2
${ADDRESS}`,
    ),
    loop(
      '2310F',
      'S',
      1,
      `NM1 R1 R=45 R=2 S1-60
${ADDRESS}`,
    ),
    OTHER_PAYER,
    LINE,
  ],
);
