"""The name of every action that can be given a key; `poe action-names` writes this page anew."""

ACTION_NAMES = frozenset(
    """
    actions.close
    app.command app.help app.palette app.quit app.redraw app.suspend
    bake_form.look bake_form.target
    beside.last_tab beside.next_tab
    bgit.back bgit.filter bgit.import bgit.refresh
    board.axis board.back board.baseline board.clip board.command board.copy board.diff board.export board.first
    board.fit board.follow board.help board.hide board.last board.last_tab board.left board.left_ten board.log
    board.maximise board.metric board.next board.next_metric board.next_tab board.parent board.previous board.refresh
    board.remove board.right board.right_ten board.smoothing board.zoom_in board.zoom_out
    bulk.back bulk.retry bulk.stop
    call.close call.copy call.copy_menu call.newer call.older
    calls.copy calls.copy_menu
    charts.alone charts.back charts.command charts.fewer charts.more charts.next charts.next_page charts.previous
    charts.previous_page
    chat.add_model chat.add_question chat.back chat.bake_from chat.close chat.command chat.copy chat.copy_menu
    chat.drop_model chat.edit chat.export chat.fold chat.help chat.history chat.interrupt chat.last chat.new
    chat.new_line chat.next chat.page_down chat.page_up chat.question_after chat.question_before chat.retry chat.rows
    chat.send chat.settings chat.side_1 chat.side_2 chat.side_3 chat.side_4 chat.stop chat.teacher chat.thinking
    chat.write
    columns.close columns.earlier columns.later columns.take columns.toggle columns.usual
    compare.again compare.back compare.beside compare.copy compare.copy_all compare.last_section compare.next
    compare.next_section compare.previous
    confirm.default confirm.down confirm.name confirm.no confirm.page_down confirm.page_up confirm.up confirm.uses
    confirm.yes
    conflict.edit conflict.later conflict.save conflict.save_as conflict.uses
    copy.id copy.menu
    copying.close
    data.refresh data.refresh_all data.rows
    decision.give_up decision.keep decision.later decision.rename
    detail.last_tab detail.next_tab
    diff.next diff.previous
    digest.close digest.events
    doctor.close doctor.help doctor.mute doctor.mute_rule doctor.read_logs
    downloads.back downloads.cancel downloads.clear downloads.copy downloads.help downloads.pause downloads.pause_all
    downloads.resume downloads.resume_all downloads.unpack
    events.close events.filter
    find.close find.down find.page_down find.page_up find.up
    form.add form.back form.command form.create form.discard form.edit form.filter form.fold form.free_name form.json
    form.move_down form.move_up form.problem form.redo form.repeat form.reset form.turn form.undo form.unfold
    form_text.apply form_text.leave form_text.problem
    help.close help.down help.page_down help.page_up help.up
    history.back history.diff history.other history.restore
    item.actions item.bake_from item.blame item.bulk item.compare item.descent item.diff item.edit item.edit_outside
    item.hide item.history item.json item.new item.star item.undo item.uses
    job.run job.watch
    jobs.columns jobs.dismiss jobs.dismiss_all jobs.fold jobs.fold_all jobs.group jobs.sort jobs.unfold
    json.close json.copy json.copy_all json.filter json.help
    line.complete line.complete_before line.give_up line.newer line.older line.take
    lint.close
    made.close made.start made.train
    marks.all marks.mark marks.range
    merge.all_mine merge.all_theirs merge.base merge.both merge.mine merge.next merge.previous merge.theirs
    models.close models.copy models.filter models.mark models.refresh
    new_repo.back new_repo.next new_repo.previous
    output.alike output.all output.ask output.back output.command output.copy output.copy_menu output.export
    output.filter output.last_match output.last_row output.last_tab output.lengths output.narrow output.next_match
    output.next_row output.next_tab output.other output.refresh output.sample output.target output.teacher
    pane.detail pane.jobs pane.maximise pane.metrics pane.narrower pane.next pane.previous pane.tree pane.wider
    picker.close picker.down picker.mark picker.page_down picker.page_up picker.preview_down picker.preview_up
    picker.typed picker.up
    plan.run
    plot.axis plot.baseline plot.clip plot.copy plot.export plot.first plot.fit plot.follow plot.last plot.left
    plot.left_ten plot.log plot.metric plot.next_metric plot.open plot.right plot.right_ten plot.smoothing
    plot.zoom_in plot.zoom_out
    preflight.again preflight.anew preflight.chain preflight.down preflight.help preflight.home preflight.no
    preflight.up preflight.yes
    prompt.add prompt.delete prompt.discard prompt.down prompt.duplicate prompt.leave prompt.lint prompt.next
    prompt.previous prompt.redo prompt.role prompt.save prompt.search prompt.search_next prompt.undo prompt.up
    raw.add_tool raw.apply raw.leave raw.problem raw.turn
    rows.choose rows.down rows.first rows.half_page_down rows.half_page_up rows.jump rows.last rows.page_down
    rows.page_up rows.up
    search.all search.close search.next search.other search.previous
    sides.back sides.command sides.outside sides.student sides.teacher sides.write
    sign_in.demo sign_in.later sign_in.quit
    sort.close
    stage.copy stage.export stage.first stage.fit stage.follow stage.last stage.left stage.left_ten stage.metric
    stage.metric_back stage.right stage.right_ten stage.zoom_in stage.zoom_out
    start.close
    sweep.back sweep.column sweep.copy sweep.copy_row sweep.create sweep.edit sweep.empty sweep.fill sweep.left
    sweep.read sweep.remove_column sweep.remove_row sweep.right sweep.row sweep.start sweep.undo sweep.write
    system.apply system.leave
    taken.back taken.open taken.rename
    text.copy text.cut text.delete_to_end text.delete_word text.end text.half_page_down text.half_page_up text.paste
    text.redo text.select_all text.select_end text.select_line text.select_start text.start text.undo
    threads.delete
    travel.back travel.first travel.last travel.leave travel.maximise travel.next travel.on travel.pane
    travel.pane_back travel.previous travel.ten_back travel.ten_on
    tree.checkpoints tree.child tree.close tree.focus tree.fold tree.fold_all tree.graph tree.last_match tree.next
    tree.next_match tree.parent tree.previous tree.unfold
    undo.no undo.uses undo.yes
    uses.close uses.help
    view.back view.filter view.find view.last view.pause view.transcript view.travel
    watch.charts watch.cockpit watch.leave watch.refresh
    """.split()  # noqa: SIM905  names are looked over and merged by line
)
