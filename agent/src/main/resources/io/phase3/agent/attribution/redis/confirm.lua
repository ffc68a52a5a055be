-- KEYS[1]: a claim. ARGV: what its value begins with if it is this JVM's, its value, for how many milliseconds it lasts.
-- Answers 1 if it is confirmed, 0 if it is another's.
local held = redis.pcall('GET', KEYS[1])
if type(held) == 'table' then
  return held
end
if held and string.sub(held, 1, string.len(ARGV[1])) ~= ARGV[1] then
  return 0
end
local set = redis.pcall('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
if set.err then
  return set
end
return 1
