module plimsoll/server

go 1.19
