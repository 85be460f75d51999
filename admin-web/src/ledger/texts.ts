import {defineTexts} from '@/i18n/texts';

export const ledgerTexts = defineTexts('ledger', {
  title: ['选票账本', 'Ledger of votes'],
  lead: [
    '每张选票计入后即封入账本，每天公布一个签名的摘要。此后改动、删除或补入任何一张选票，都对不上已公布的摘要。',
    'Every ballot is sealed into the ledger as it is counted, and a signed digest is published every day. A ledger in which a ballot is changed, removed or added afterwards no longer fits what was published.',
  ],
  toRound: ['返回赛段', 'Back to the round'],
  noVote: ['本赛段不设投票', 'There is no vote in this round'],
  noVoteBody: ['没有投票的赛段没有选票账本。', 'A round without a vote has no ledger.'],

  heads: ['每日摘要', 'Daily digests'],
  none: ['还没有公布摘要', 'No digest yet'],
  noneBody: [
    '投票开始后，每天零点公布前一天的摘要，投票结束后公布最后一个。',
    'While the vote runs, the digest of each day is published at midnight, and the last one when the vote is over.',
  ],
  newest: ['最新摘要（SHA-256）', 'Newest digest (SHA-256)'],
  newestUse: [
    '抄下、打印或转发这一行：以后拿它与账本一比，就知道账本有没有被改过。',
    'Write this line down, print it, pass it on: held against the ledger later, it tells whether the ledger was changed.',
  ],
  copyDigest: ['复制摘要', 'Copy the digest'],
  day: ['截至', 'Up to'],
  takenAt: ['公布时间', 'Published'],
  ballots: ['选票', 'Ballots'],
  votes: ['票数', 'Votes'],
  digest: ['摘要', 'Digest'],
  file: ['文件', 'File'],
  closing: ['投票结束', 'End of the vote'],
  hidden: ['暂不公开', 'Not shown yet'],
  hiddenWhy: [
    '票数暂不公开时，摘要照常公布和签名，其中的张数等到票数公开时一并公开。',
    'While counts are hidden, digests are signed and published as ever; how many ballots they cover is told when the counts are.',
  ],
  download: ['下载', 'Download'],
  downloadHead: ['下载第 {number} 号摘要', 'Download digest {number}'],
  key: ['签名公钥（Ed25519）', 'Signed with (Ed25519 key)'],
  copyKey: ['复制公钥', 'Copy the key'],

  receipt: ['查找我的选票', 'Find my ballot'],
  receiptBody: [
    '粘贴投票时得到的回执（以 CB1. 开头）。回执里有您的选择：不要发给别人，也不要贴到别处。',
    'Paste the receipt that you got when you voted (it begins with CB1.). It says how you voted: do not send it to anybody, nor paste it anywhere else.',
  ],
  receiptLabel: ['选票回执', 'Receipt'],
  receiptHint: ['只用于查找，不会保存。', 'Used to look it up; it is not kept.'],
  receiptMissing: ['请先粘贴回执。', 'Paste the receipt first.'],
  find: ['查找这张选票', 'Find this ballot'],
  castAt: ['{at} 投出，共 {n} 票', 'Cast {at}, {n} vote | Cast {at}, {n} votes'],
  state_INCLUDED: ['已在账本中', 'In the ledger'],
  state_HELD_BACK: ['已在账本中', 'In the ledger'],
  state_AWAITING_HEAD: ['已封存', 'Sealed'],
  state_UNSEALED: ['已计入', 'Counted'],
  state_DIFFERS: ['与账本不符', 'Not as it was'],
  state_MISSING: ['选票不见了', 'The ballot is gone'],
  body_INCLUDED: [
    '您的选票原样在账本里，包含在截至 {day} 的摘要中。下载证明，可以脱离本平台自行核对。',
    'Your ballot is in the ledger as you cast it, and covered by the digest up to {day}. Download the proof to check it without this platform.',
  ],
  body_HELD_BACK: [
    '您的选票原样在账本里，包含在截至 {day} 的摘要中。完整证明会透露已有多少人投票，票数公开后提供。',
    'Your ballot is in the ledger as you cast it, and covered by the digest up to {day}. The full proof would tell how many have voted; it is given when the counts are shown.',
  ],
  body_AWAITING_HEAD: [
    '您的选票原样封存，将包含在下一个每日摘要中。明天可以再来取证明。',
    'Your ballot is sealed as you cast it and will be covered by the next daily digest. Come back tomorrow for the proof.',
  ],
  body_UNSEALED: ['您的选票已计入，一两秒后封存。', 'Your ballot is counted; it is sealed in a second or two.'],
  body_DIFFERS: [
    '存下的选票与回执或封存时不一致，这不应发生。请保留回执，并告知主办单位。',
    'What is stored is not what the receipt says, or not what was sealed. This must never be: keep the receipt and tell the organiser.',
  ],
  body_MISSING: [
    '平台发出过这张回执，但选票已不在。这不应发生。请保留回执，并告知主办单位。',
    'The platform gave this receipt, and the ballot is no longer there. This must never be: keep the receipt and tell the organiser.',
  ],
  state_VOID: ['已作废，不计票', 'Void, not counted'],
  voidedWhy: [
    '你的选票仍在账本里，但于 {at} 被作废，不再计票。理由：{reason}',
    'Your ballot is still in the ledger, but it was voided on {at} and does not count. The reason: {reason}',
  ],
  voidedSealed: [
    '作废一事也记入了账本；下一次每日摘要之后，证明中会有这一行。',
    'The ledger has a line about the void; from the next daily digest on the proof shows it.',
  ],
  voidedWaits: ['作废一事即将记入账本。', 'The line about the void is in the ledger in a moment.'],
  proof: ['下载证明', 'Download the proof'],
  recomputed: [
    '本机已重新计算：选票到摘要的每一步都对得上。',
    'Recomputed on this device: every step from the ballot to the digest fits.',
  ],
  recomputeFailed: [
    '本机重新计算的结果对不上。请保留回执，并告知主办单位。',
    'Recomputed on this device, it does not fit. Keep the receipt and tell the organiser.',
  ],

  how: ['怎样核对', 'How to check'],
  howHead: ['账本是否还是公布摘要时的账本：', 'Whether the ledger is still the one of a published digest:'],
  howProof: [
    '我的选票是否在摘要里（不需要平台，也不联网）：',
    'Whether my ballot is in a digest (without the platform, offline):',
  ],
  howAll: [
    '整个账本逐张重算（由管理平台的人在服务器上执行）：',
    'The whole ledger, ballot by ballot (by those who run the platform, on its server):',
  ],
  howNobody: [
    '每张回执里有只属于这张选票的随机数，账本里只有它的摘要：没有回执，谁也看不出、试不出谁投了什么。',
    'Each receipt holds a secret of this ballot alone, and the ledger only its hash: without the receipt nobody sees, or finds out by trying, who voted for what.',
  ],
  copyCommand: ['复制命令', 'Copy the command'],
});
