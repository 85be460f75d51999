import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table} from 'typeorm';

/** Why: who signed a notice, its annexes as they arrived, who sent it on and who has it; questions and announcements. New tables only: older code runs on without them. */
export class Notices20261121211501 implements MigrationInterface {
  readonly name = 'Notices20261121211501';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner).reverse()) await queryRunner.dropTable(table);
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const absent = {isNullable: true};
  return [
    new Table({
      name: 'notice_signature',
      columns: [
        ...[c.id('campaignId', key), c.id('organisationId', key), c.int('definitionVersion', key)],
        ...[c.utc('signedAt'), c.id('byId', absent), c.text('byName', 191, absent)],
      ],
    }),
    new Table({
      name: 'annex_document',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('annexKey', 40), c.int('revision')],
        ...[c.longText('text', absent), c.utc('arrivedAt'), c.id('byId', absent)],
      ],
      indices: [{name: 'annex_document_revision', columnNames: ['campaignId', 'annexKey', 'revision'], isUnique: true}],
    }),
    new Table({
      name: 'notice_forwarding',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.id('organisationId'), c.id('aboveId', absent), c.id('letterId')],
        ...[c.text('number', 100, absent), c.text('title', 200), c.longText('instructions'), c.json('dates')],
        ...[c.utc('forwardedAt'), c.utc('amendedAt', absent), c.id('byId', absent), c.text('byName', 191, absent)],
        c.int('version'),
      ],
      indices: [
        {name: 'notice_forwarding_once', columnNames: ['campaignId', 'organisationId'], isUnique: true},
        {name: 'notice_forwarding_letter', columnNames: ['letterId']},
      ],
    }),
    new Table({
      name: 'notice_receipt',
      columns: [
        ...[c.id('campaignId', key), c.id('organisationId', key), c.utc('openedAt'), c.utc('confirmedAt', absent)],
        ...[c.id('confirmedById', absent), c.text('confirmedByName', 191, absent)],
      ],
    }),
    new Table({
      name: 'announcement',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('trackKey', 40, absent)],
        ...[c.text('titleZh', 200), c.text('titleEn', 200, absent), c.longText('bodyZh'), c.longText('bodyEn', absent)],
        ...[c.utc('publishedAt'), c.id('byId', absent), c.text('byName', 191, absent)],
        ...[c.utc('retractedAt', absent), c.text('retractReason', 500, absent)],
      ],
      indices: [{name: 'announcement_list', columnNames: ['campaignId', 'id']}],
    }),
    new Table({
      name: 'question',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('trackKey', 40, absent), c.id('organisationId')],
        ...[c.longText('text'), c.utc('askedAt'), c.id('askedById', absent), c.text('askedByName', 191, absent)],
        ...[c.longText('answer', absent), c.utc('answeredAt', absent), c.id('answeredById', absent)],
        ...[
          c.longText('publicText', absent),
          c.utc('publishedAt', absent),
          c.utc('amendedAt', absent),
          c.int('version'),
        ],
      ],
      indices: [
        {name: 'question_list', columnNames: ['campaignId', 'id']},
        {name: 'question_published', columnNames: ['campaignId', 'publishedAt']},
      ],
    }),
  ];
}
