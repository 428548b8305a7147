import { loop } from './spec.ts';

const NAME = 'R=1,2 R1-60 S1-35 S1-25 N S1-10 S=XX S2-80';
const PERSON = 'R=1 R1-60 S1-35 S1-25 N S1-10 S=XX S2-80';
const SECOND_ID = 'REF S20 R=0B,1G,G2,LU R1-50 N S(R=2U|R1-50)';
const ADDRESS = `N3 R1 R1-55 S1-55
N4 R1 R2-30 S2-2 S3-15 S2-3 N N S1-3`;
const POINTERS = 'R(Rn1-2|Sn1-2|Sn1-2|Sn1-2)';
const PROCEDURE = '(R=ER,HC,IV,WK|R1-48|S2-2|S2-2|S2-2|S2-2|S1-80)';

/** A service line, loop 2400 with everything inside it. @see ASC X12 005010X222A1. */
export const LINE = loop(
  '2400',
  'R',
  50,
  `LX R1 Rn1-6
SV1 R1 R${PROCEDURE} Rr1-18 R=MJ,UN Rr1-15 S1-2 N ${POINTERS} N S=Y N S=Y S=Y N N S=0
SV5 S1 R(R=HC|R1-48) R=DA Rr1-15 Rr1-18 Rr1-18 R=1,4,6
PWK S11 R2-2 R=AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS N N S=AC S2-80
CR1 S1 S=LB Sr1-10 N R=A,B,C,D,E R=DH Rr1-15 N N S1-80 S1-80
CR3 S1 R=I,R,S R=MO Rr1-15
CRC S5 R=07,09,70,ZZ R=N,Y R2-3 S2-3 S2-3 S2-3 S2-3
DTP R1 R=472 R=D8,RD8 R8-35
DTP S1 R=471 R=D8 Rdate
DTP S1 R=607 R=D8 Rdate
DTP S1 R=463 R=D8 Rdate
DTP S1 R=461 R=D8 Rdate
DTP S1 R=304 R=D8 Rdate
DTP S2 R=738,739 R=D8 Rdate
DTP S1 R=011 R=D8 Rdate
DTP S1 R=455 R=D8 Rdate
DTP S1 R=454 R=D8 Rdate
QTY S1 R=PT Rr1-15
QTY S1 R=FL Rr1-15
MEA S5 R=OG,TR R=HT,R1,R2,R3,R4 Rr1-20
CN1 S1 R=01,02,03,04,05,06,09 Sr1-18 Sr1-6 S1-50 Sr1-6 S1-30
REF S1 R=9B R1-50
REF S1 R=9D R1-50
REF S5 R=G1 R1-50 N S(R=2U|R1-50)
REF S1 R=6R R1-50
REF S1 R=EW R1-50
REF S1 R=X4 R1-50
REF S1 R=F4 R1-50
REF S1 R=BT R1-50
REF S5 R=9F R1-50 N S(R=2U|R1-50)
AMT S1 R=T Rr1-18
AMT S1 R=F4 Rr1-18
K3 S10 R1-80
NTE S2 R=ADD,DCP,TPO R1-80
PS1 S1 R1-50 Rr1-18
HCP S1 R=00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 Rr1-18 Sr1-18 S1-50 Sr1-9 S1-50 Sr1-18 N S2-2 S1-48 S2-2 Sr1-15 S1-2 S1-2 S1-2`,
  [
    loop(
      '2410',
      'S',
      1,
      `LIN R1 N R=EN,EO,HI,N4,ON,UK,UP R1-48
CTP S1 N N N Rr1-15 R(R=F2,GR,ME,ML,UN)
REF S1 R=VY,XZ R1-50`,
    ),
    loop(
      '2420A',
      'S',
      1,
      `NM1 R1 R=82 ${NAME}
PRV S1 R=PE R=PXC R1-50
${SECOND_ID}`,
    ),
    loop(
      '2420B',
      'S',
      1,
      `NM1 R1 R=QB R=1,2 N N N N N R=XX R2-80
${SECOND_ID}`,
    ),
    loop(
      '2420C',
      'S',
      1,
      `NM1 R1 R=77 R=2 R1-60 N N N N S=XX S2-80
${ADDRESS}
REF S3 R=G2,LU R1-50 N S(R=2U|R1-50)`,
    ),
    loop(
      '2420D',
      'S',
      1,
      `NM1 R1 R=DQ ${PERSON}
${SECOND_ID}`,
    ),
    loop(
      '2420E',
      'S',
      1,
      `NM1 R1 R=DK ${PERSON}
${ADDRESS.replaceAll('R1 R', 'S1 R')}
${SECOND_ID}
PER S1 R=IC S1-60 R=EM,FX,TE R1-256 S=EM,EX,FX,TE S1-256 S=EM,EX,FX,TE S1-256`,
    ),
    loop(
      '2420F',
      'S',
      2,
      `NM1 R1 R=DN,P3 ${PERSON}
${SECOND_ID}`,
    ),
    loop(
      '2420G',
      'S',
      1,
      `NM1 R1 R=PW R=2
${ADDRESS}`,
    ),
    loop(
      '2420H',
      'S',
      1,
      `NM1 R1 R=45 R=2 S1-60
${ADDRESS}`,
    ),
    loop(
      '2430',
      'S',
      15,
      `SVD R1 R2-80 Rr1-18 R${PROCEDURE} N Rr1-15 Sn1-6
CAS S5 R=CO,CR,OA,PI,PR R1-5 Rr1-18 Sr1-15 15xS1-18
DTP R1 R=573 R=D8 Rdate
AMT S1 R=EAF Rr1-18`,
    ),
    loop(
      '2440',
      'S',
      0,
      `LQ R1 R=AS,UT R1-30
FRM R99 R1-20 S=N,W,Y S1-50 Sdate Sr1-6`,
    ),
  ],
);
