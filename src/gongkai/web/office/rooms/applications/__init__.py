"""依申请公开: the room of applications, its sheet, its moves and their forms."""
