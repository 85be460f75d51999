import {Redis} from 'ioredis';
import {createConnection} from 'mysql2/promise';

const mariadb = process.env.CONCOURS_TEST_MARIADB_URL;
const redis = process.env.CONCOURS_TEST_REDIS_URL;

(mariadb ? test : test.skip)('the test run has a MariaDB of its own that keeps Chinese names', async () => {
  const connection = await createConnection({uri: mariadb});
  try {
    await connection.query('CREATE DATABASE servers_test CHARACTER SET utf8mb4');
    await connection.query('CREATE TABLE servers_test.city (name varchar(20))');
    await connection.query('INSERT INTO servers_test.city VALUES (?)', ['合肥𠮷']);
    const [rows] = await connection.query('SELECT name FROM servers_test.city');
    expect(rows).toEqual([{name: '合肥𠮷'}]);
  } finally {
    await connection.query('DROP DATABASE IF EXISTS servers_test');
    await connection.end();
  }
});

(redis ? test : test.skip)('the test run has a Redis of its own with streams', async () => {
  const client = new Redis(redis!);
  try {
    await client.xadd('servers-test', '*', 'word', '合肥');
    expect(await client.xlen('servers-test')).toBe(1);
  } finally {
    await client.del('servers-test');
    await client.quit();
  }
});
