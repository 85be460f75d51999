import {createKeepers} from '@concours/kernel/audit/keepers';
import {tableColumns} from '@concours/kernel/columns';
import {type MigrationInterface, type QueryRunner, Table, TableColumn, type TableColumnOptions} from 'typeorm';

/**
 * Votes that are put aside, why, and what is decided of them. The votes and their tallies stay as they are. Old code runs beside it,
 * but counts what is put aside, and its check of the ledger does not know voids: no round may be decided on while both run.
 */
export class IntegrityOfVotes20261122004000 implements MigrationInterface {
  name = 'IntegrityOfVotes20261122004000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables(queryRunner)) await queryRunner.createTable(table, true, true, true);
    const c = tableColumns(queryRunner);
    await queryRunner.addColumn('entry', new TableColumn({...c.flag('disqualified'), default: 0}));
    await queryRunner.query('INSERT INTO withholding_lock (round, version) SELECT ref, 0 FROM round');
    await queryRunner.query('INSERT INTO integrity_lease (id) VALUES (1)');
    await createKeepers(queryRunner, {table: 'tally_correction'});
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const {name} of tables(queryRunner).reverse()) await queryRunner.dropTable(name);
    await queryRunner.dropColumn('entry', 'disqualified');
  }
}

function tables(queryRunner: QueryRunner): Table[] {
  const c = tableColumns(queryRunner);
  const key = {isPrimary: true};
  const none = {isNullable: true};
  const big = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
    name,
    type: 'bigint',
    ...more,
  });
  const ballot = [c.int('round', key), c.int('writer', key), big('batch', key), c.int('seq', key)];
  const who = (of: string, more = none) => [c.id(`${of}ById`, more), c.text(`${of}ByName`, 191, more)];
  return [
    new Table({name: 'withholding_lock', columns: [c.int('round', key), c.int('version')]}),
    new Table({
      name: 'ballot_hold',
      columns: [...ballot, c.int('marks'), c.key('state', 10), c.id('caseId', none), c.id('correction')],
      indices: [
        {name: 'ballot_hold_state', columnNames: ['round', 'state']},
        {name: 'ballot_hold_case', columnNames: ['caseId', 'state']},
        {name: 'ballot_hold_correction', columnNames: ['correction']},
      ],
    }),
    ...['vote_withheld', 'vote_cap'].map(
      (name) =>
        new Table({
          name,
          columns: [
            ...[c.int('round', key), c.int('constituency', key), c.int('entry', key)],
            ...[c.int('votes'), c.int('shown')],
          ],
        }),
    ),
    new Table({
      name: 'tally_correction',
      columns: [
        ...[c.id('id', key), c.int('round'), c.utc('at'), c.key('kind', 20), c.key('rule', 20, none)],
        ...[c.id('byId', none), c.text('byName', 191, none), c.longText('reason'), c.id('caseId', none)],
        ...[c.int('ballots'), c.json('entries')],
      ],
      indices: [{name: 'tally_correction_round', columnNames: ['round', 'id']}],
    }),
    new Table({
      name: 'ledger_order',
      columns: [
        c.int('id', {...key, isGenerated: true, generationStrategy: 'increment'}),
        ...[c.int('round'), c.int('writer'), c.key('kind', 10), c.json('ballots')],
        ...[c.key('reasonHash', 64), c.longText('reason'), c.id('caseId', none), c.utc('at'), c.int('block', none)],
      ],
      indices: [
        {name: 'ledger_order_waiting', columnNames: ['block']},
        {name: 'ledger_order_chain', columnNames: ['round', 'writer']},
      ],
    }),
    new Table({
      name: 'integrity_lease',
      columns: [c.int('id', key), c.id('holder', none), c.utc('leasedUntil', none)],
    }),
    new Table({name: 'signal_cursor', columns: [c.int('round', key), c.int('writer', key), c.int('blocks')]}),
    new Table({
      name: 'vote_signal',
      columns: [
        ...[c.id('id', key), c.int('round'), c.key('kind', 20), c.key('name', 100), c.int('entry', none)],
        ...[c.key('state', 10), c.json('evidence'), c.int('ballots'), c.int('marks')],
        ...[c.utc('foundAt'), c.utc('firstAt'), c.utc('lastAt'), c.id('caseId', none)],
      ],
      indices: [
        {name: 'vote_signal_name', columnNames: ['round', 'kind', 'name'], isUnique: true},
        {name: 'vote_signal_state', columnNames: ['round', 'state']},
        {name: 'vote_signal_case', columnNames: ['caseId']},
      ],
    }),
    new Table({
      name: 'vote_signal_ballot',
      columns: [
        c.id('signalId', key),
        ...[c.int('writer', key), big('batch', key), c.int('seq', key), c.int('round'), c.int('marks')],
      ],
      indices: [{name: 'vote_signal_of_ballot', columnNames: ['round', 'writer', 'batch', 'seq']}],
    }),
    new Table({
      name: 'integrity_case',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('roundId', 80), c.id('entryId', none), c.int('number')],
        ...[c.longText('title'), c.longText('note'), c.key('state', 20), c.int('version')],
        ...[c.utc('openedAt'), ...who('opened', {isNullable: false})],
        ...[c.utc('askedAt', none), c.utc('statementUntil', none)],
        ...[c.longText('statement', none), c.utc('statementAt', none), ...who('statement')],
      ],
      indices: [
        {name: 'integrity_case_number', columnNames: ['roundId', 'number'], isUnique: true},
        {name: 'integrity_case_entry', columnNames: ['entryId']},
      ],
    }),
    new Table({
      name: 'case_decision',
      columns: [
        ...[c.id('id', key), c.id('caseId'), c.int('step'), c.key('measure', 20), c.longText('reason')],
        ...[c.key('state', 20), c.utc('proposedAt'), ...who('proposed', {isNullable: false})],
        ...[c.utc('decidedAt', none), ...who('decided'), c.id('correction', none)],
        ...[c.utc('appealUntil', none), c.longText('appeal', none), c.utc('appealAt', none), ...who('appeal')],
        ...[c.longText('appealAnswer', none), c.utc('appealAnsweredAt', none), ...who('appealAnswered')],
      ],
      indices: [{name: 'case_decision_step', columnNames: ['caseId', 'step'], isUnique: true}],
    }),
    new Table({
      name: 'complaint',
      columns: [
        ...[c.id('id', key), c.id('campaignId'), c.key('roundId', 80), c.id('entryId', none), c.key('kind', 20)],
        ...[c.longText('text'), c.key('byKey', 191), c.utc('at'), c.key('state', 20), c.id('caseId', none)],
        ...[c.longText('answer', none), c.utc('answeredAt', none), ...who('answered')],
      ],
      indices: [
        {name: 'complaint_round', columnNames: ['roundId', 'state']},
        {name: 'complaint_by', columnNames: ['byKey', 'id']},
      ],
    }),
  ];
}
