-- KEYS[1]: the touches of a lead. ARGV: the oldest time that is kept, how many touches are kept, for how many
-- milliseconds, and then a time and a member for each new touch.
local added = redis.pcall('ZADD', KEYS[1], unpack(ARGV, 4))
if type(added) == 'table' and added.err then
  return added
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1])
redis.call('ZREMRANGEBYRANK', KEYS[1], 1, '-' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return added
