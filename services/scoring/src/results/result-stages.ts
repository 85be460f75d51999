import type {Database} from '@concours/kernel/database';
import {In} from 'typeorm';
import type {ResultStage} from '../rounds/round.kinds.js';
import type {ResultStages} from '../rounds/round.service.js';
import {ResultRow, stageOf} from './result-row.js';

/** Answers the rounds slice how far each result has come. */
export function resultStages(database: Database): ResultStages {
  return {
    async of(roundIds): Promise<ReadonlyMap<string, ResultStage>> {
      const rows = await database.read.find(ResultRow, {
        where: {roundId: In([...roundIds])},
        select: {id: true, roundId: true, noticeFrom: true, publishedAt: true},
      });
      return new Map(rows.map((row) => [row.roundId, stageOf(row)]));
    },
  };
}
